package io.dealstream.history;

import io.dealstream.catalogue.Catalogue;
import io.dealstream.decode.CatalogueSettings;
import io.dealstream.decode.Decoded;
import io.dealstream.decode.RecentIds;
import io.dealstream.decode.RecordDecoder;
import io.dealstream.event.Cursor;
import io.dealstream.event.Event;
import io.dealstream.event.EventType;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import io.dealstream.event.Subject;
import io.dealstream.event.SubjectSet;
import io.dealstream.event.Tenant;
import io.dealstream.kafka.Connections;
import io.dealstream.kafka.EventTopics;
import io.dealstream.kafka.KafkaClients;
import io.dealstream.kafka.Timeline;
import io.dealstream.kafka.TopicSettings;
import io.dealstream.tasks.Faults;
import io.dealstream.testing.Records;
import io.dealstream.testing.Topics;
import io.quarkus.runtime.configuration.MemorySize;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// A topic of its own on a real broker, what a test wrote there, and histories that read it.
final class Archive implements AutoCloseable {

    static final Tenant ACME = new Tenant("acme");

    /// A record that was written, as every replica must see it.
    record Entry(Position position, Tenant tenant, int deal) {

        boolean isOn(StreamKey stream) {
            return tenant.equals(stream.tenant())
                    && SubjectSet.members(stream.subject()).stream()
                            .anyMatch(subject ->
                                    subject.id().isEmpty() || subject.id().equals(Integer.toString(deal)));
        }
    }

    private record Settings(int readers, MemorySize buffer, MemorySize memory, Duration idle, Duration keptFor)
            implements HistorySettings {}

    /// Every role is played by one topic.
    private record OneTopic(String topic, String deadLetterSuffix) implements TopicSettings {

        @Override
        public String processing() {
            return topic;
        }

        @Override
        public String deal() {
            return topic;
        }

        @Override
        public String batch() {
            return topic;
        }

        @Override
        public String cases() {
            return topic;
        }

        @Override
        public String account() {
            return topic;
        }

        @Override
        public String file() {
            return topic;
        }
    }

    private record AsUsual(UnknownTypes unknownTypes, MemorySize maxValue) implements CatalogueSettings {

        @Override
        public Optional<Path> directory() {
            return Optional.empty();
        }
    }

    final List<Thread> threads = new CopyOnWriteArrayList<>();
    /// Stands between a history and Kafka.
    UnaryOperator<Consumer<byte[], byte[]>> consumers = UnaryOperator.identity();
    /// Stands between a history and the decoder.
    UnaryOperator<BiFunction<ConsumerRecord<byte[], byte[]>, Position, Decoded>> decoders = UnaryOperator.identity();
    /// Told of each thread before it is made.
    Runnable beforeThread = () -> {};

    /// How often something of ours failed.
    final AtomicLong faults = new AtomicLong();

    final EventTopics topics;

    private final String bootstrapServers;
    private final String topic = "past-" + UUID.randomUUID();
    private final int size;
    private final Admin admin;
    private final Records records;
    private final List<Entry> entries = new ArrayList<>();
    private final List<KafkaHistory> histories = new ArrayList<>();
    private long bufferBytes = 8 << 20;
    private Duration idle = Duration.ofSeconds(30);
    private Duration keptFor = Duration.ZERO;
    private Timeline timeline = new Timeline();
    private int atOnce = 4_000;

    /// @param size how many partitions
    Archive(String bootstrapServers, int size) {
        this.bootstrapServers = bootstrapServers;
        this.size = size;
        this.topics = new EventTopics(new OneTopic(topic, "-dead"));
        this.admin = Admin.create(Map.<String, Object>of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                200));
        this.records = new Records(bootstrapServers, 60_000);
        createTopic();
    }

    /// An event as history tells it.
    static Event event(Partition partition, long offset, byte[] value) {
        return new Event(
                ACME,
                new EventType("processing.progress", "processing"),
                List.of(Subject.whole("organisation")),
                null,
                value,
                "id",
                0,
                0,
                new Position(partition, offset, 0),
                null);
    }

    static StreamKey deal(int id) {
        return deal(ACME, id);
    }

    static StreamKey deal(Tenant tenant, int id) {
        return new StreamKey(tenant, new Subject("deal", Integer.toString(id)));
    }

    static StreamKey deals(Tenant tenant, String... ids) {
        return new StreamKey(tenant, SubjectSet.of("deal", List.of(ids)));
    }

    static StreamKey organisation(Tenant tenant) {
        return new StreamKey(tenant, Subject.whole("organisation"));
    }

    static Cursor since(long epochMillis) {
        return new Cursor(epochMillis, List.of());
    }

    /// The cursor of a reader that has seen an entry, and has heard of nothing in other partitions for long.
    static Cursor behind(Entry entry) {
        Position position = entry.position();
        Partition partition = position.partition();
        return new Cursor(
                position.watermark() - 1,
                List.of(new Cursor.Mark(partition.tag(), partition.index(), position.offset())));
    }

    static ProducerRecord<byte[], byte[]> progress(Tenant tenant, int deal) {
        return Records.event(
                "any",
                tenant.id(),
                "processing.progress",
                Integer.toString(deal),
                "{\"deal_id\":" + deal + ",\"statement_id\":9,\"stage\":\"screening\",\"progress\":70}");
    }

    Archive buffer(long bytes) {
        bufferBytes = bytes;
        return this;
    }

    Archive idle(Duration duration) {
        idle = duration;
        return this;
    }

    Archive keptFor(Duration duration) {
        keptFor = duration;
        return this;
    }

    Archive timeline(Timeline known) {
        timeline = known;
        return this;
    }

    /// How many records come at once, at most.
    Archive atOnce(int count) {
        atOnce = count;
        return this;
    }

    KafkaHistory history(HistoryListener listener) {
        KafkaClients clients = new KafkaClients(Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                200,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                atOnce));
        RecordDecoder decoder = new RecordDecoder(
                Catalogue.load(), new AsUsual(CatalogueSettings.UnknownTypes.REJECT, bytes(256 << 10)), Map.of());
        KafkaHistory history = new KafkaHistory(
                new Settings(1, bytes(bufferBytes), bytes(256 << 20), idle, keptFor),
                topics,
                timeline,
                new Recollection(
                        decoders.apply(decoder::decode), decoder::facts, new RecentIds(100_000, new Random(1))),
                () -> new Connections(
                        () -> consumers.apply(clients.reader("history")),
                        () -> clients.admin("history"),
                        Duration.ofSeconds(1)),
                listener,
                new Faults(task -> faults.incrementAndGet(), InstantSource.system()),
                InstantSource.system(),
                this::thread);
        histories.add(history);
        return history;
    }

    private Thread thread(Runnable task) {
        beforeThread.run();
        Thread thread = new Thread(task, "history");
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    private static MemorySize bytes(long bytes) {
        return new MemorySize(BigInteger.valueOf(bytes));
    }

    /// Writes an event of a deal.
    Entry write(int partition, Tenant tenant, int deal, long timestamp) {
        return write(partition, tenant, deal, timestamp, progress(tenant, deal));
    }

    /// Writes a record that is about a deal.
    Entry write(int partition, Tenant tenant, int deal, long timestamp, ProducerRecord<byte[], byte[]> record) {
        long offset = records.write(on(partition, timestamp, record)).offset();
        Partition home = partition(partition);
        long watermark = entries.stream()
                .filter(entry -> entry.position().partition().equals(home))
                .mapToLong(entry -> entry.position().watermark())
                .reduce(timestamp, Math::max);
        Entry entry = new Entry(new Position(home, offset, watermark), tenant, deal);
        entries.add(entry);
        return entry;
    }

    /// Writes records that the test has its own idea of.
    void writeAll(List<ProducerRecord<byte[], byte[]>> many) {
        records.writeAll(many);
    }

    /// Writes an event in a transaction, which then is committed or aborted.
    void transact(int partition, Tenant tenant, int deal, long timestamp, boolean commit)
            throws ExecutionException, InterruptedException {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                UUID.randomUUID().toString());
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(on(partition, timestamp, progress(tenant, deal))).get();
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    /// The same record on this topic.
    ProducerRecord<byte[], byte[]> on(int partition, long timestamp, ProducerRecord<byte[], byte[]> record) {
        return new ProducerRecord<>(topic, partition, timestamp, record.key(), record.value(), record.headers());
    }

    /// What was written one by one, of this kind.
    List<Position> written(Predicate<Entry> which) {
        return entries.stream().filter(which).map(Entry::position).toList();
    }

    /// The last position of each partition.
    List<Position> ends() throws ExecutionException, InterruptedException {
        List<Position> ends = new ArrayList<>();
        for (int index = 0; index < size; index++) {
            TopicPartition partition = new TopicPartition(topic, index);
            long end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
            ends.add(new Position(partition(index), end - 1, Long.MAX_VALUE));
        }
        return ends;
    }

    /// Deletes the records before `offset`, as retention does.
    void expire(int partition, long offset) throws ExecutionException, InterruptedException {
        admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset)))
                .all()
                .get();
    }

    /// Changes a byte in the log of a broker.
    ///
    /// @param folder the broker's
    /// @param text somewhere in a record that is not compressed
    void damage(Path folder, int partition, String text) throws IOException {
        Path log = folder.resolve("data/" + topic + "-" + partition + "/00000000000000000000.log");
        String bytes = new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1);
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.seek(bytes.indexOf(text));
            file.write('X');
        }
    }

    /// Deletes the topic and makes it again.
    void recreate() throws ExecutionException, InterruptedException {
        admin.deleteTopics(List.of(topic)).all().get();
        createTopic();
        entries.clear();
    }

    private void createTopic() {
        Topics.create(
                bootstrapServers,
                List.of(new NewTopic(topic, size, (short) 1)
                        .configs(Map.of(
                                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                                "CreateTime",
                                TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
                                Long.toString(Long.MAX_VALUE),
                                TopicConfig.RETENTION_MS_CONFIG,
                                "-1"))));
    }

    Partition partition(int index) {
        try {
            Uuid id = admin.describeTopics(List.of(topic))
                    .topicNameValues()
                    .get(topic)
                    .get()
                    .topicId();
            return new Partition(topic, index, topics.tag(topic, id));
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        histories.forEach(KafkaHistory::close);
        records.close();
        admin.close();
    }
}
