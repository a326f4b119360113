package io.dealstream.kafka;

import io.dealstream.kafka.Listing.Sighting;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/// Reads the records that were written to some topics since a point in time, up to the topics' ends at the
/// start of the reading. For commands.
public final class Traffic {

    /// How long Kafka may take for an answer, or send nothing although there is more.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration TURN = Duration.ofMillis(500);

    /// The most damaged records that are skipped. More of them mean a fault that a check should not hide.
    private static final int MOST_DAMAGED = 10_000;

    private final KafkaClients clients;
    private final String purpose;
    private final InstantSource clock;

    /// Takes the records. It must not throw.
    public interface Reader {
        void read(ConsumerRecord<byte[], byte[]> record);
    }

    /// What a reading covered.
    ///
    /// @param missing the names of topics that do not exist
    /// @param records how many records were read
    /// @param damaged how many records were skipped because their bytes are damaged
    /// @param complete false where the time limit came before the end
    public record Coverage(List<String> missing, long records, long damaged, boolean complete) {}

    /// @param purpose part of the client ids
    public Traffic(KafkaClients clients, String purpose, InstantSource clock) {
        this.clients = clients;
        this.purpose = purpose;
        this.clock = clock;
    }

    /// Reads what was written to `topics` since a time, in the order of each partition.
    ///
    /// @param since epoch ms
    /// @param limit how long to read at most
    /// @param reader takes the records
    /// @throws KafkaException when Kafka does not answer or refuses, or when none of the topics exists
    public Coverage read(List<String> topics, long since, Duration limit, Reader reader) {
        long deadline = clock.millis() + limit.toMillis();
        List<String> missing = new ArrayList<>();
        try (Admin admin = clients.admin(purpose);
                Consumer<byte[], byte[]> consumer = clients.reader(purpose)) {
            Set<TopicPartition> partitions = partitions(admin, topics, missing);
            Offsets offsets = new Offsets(admin, PATIENCE);
            Map<TopicPartition, Long> ends = all(partitions, offsets.readableEnds(partitions));
            Map<TopicPartition, Long> begins = all(partitions, offsets.since(partitions, since));
            begins.entrySet()
                    .removeIf(begin -> begin.getValue() == Offsets.NONE
                            || begin.getValue() >= ends.getOrDefault(begin.getKey(), 0L));
            ends.keySet().retainAll(begins.keySet());
            consumer.assign(begins.keySet());
            begins.forEach(consumer::seek);
            return new Pass(consumer, ends, reader).read(deadline, missing);
        }
    }

    private Set<TopicPartition> partitions(Admin admin, List<String> topics, List<String> missing) {
        Listing listing = FollowedTopics.list(admin, topics, PATIENCE, clock);
        List<TopicPartition> partitions = new ArrayList<>();
        listing.topics().forEach((name, sighting) -> {
            switch (sighting) {
                case Sighting.Present present -> {
                    for (int index = 0; index < present.partitions(); index++) {
                        partitions.add(new TopicPartition(name, index));
                    }
                }
                case Sighting.Absent() -> missing.add(name);
                case Sighting.Refused(Throwable cause) -> throw new KafkaException(name + ": " + cause.getMessage());
                case Sighting.Unanswered(Throwable cause) ->
                    throw new TimeoutException(name + ": " + cause.getMessage());
            }
        });
        if (partitions.isEmpty()) {
            throw new KafkaException("none of the topics exists: " + String.join(", ", topics));
        }
        return partitions.stream().collect(Collectors.toSet());
    }

    private static Map<TopicPartition, Long> all(
            Set<TopicPartition> partitions, CompletableFuture<Map<TopicPartition, Long>> answer) {
        Map<TopicPartition, Long> offsets = new HashMap<>(Offsets.await(answer));
        if (!offsets.keySet().containsAll(partitions)) {
            throw new TimeoutException("no answer about the offsets of all partitions");
        }
        return offsets;
    }

    /// One reading.
    private final class Pass {

        private final Consumer<byte[], byte[]> consumer;
        private final Map<TopicPartition, Long> ends;
        private final Reader reader;
        private long records;
        private long damaged;

        Pass(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, Reader reader) {
            this.consumer = consumer;
            this.ends = ends;
            this.reader = reader;
        }

        Coverage read(long deadline, List<String> missing) {
            long lastNews = clock.millis();
            while (!ends.isEmpty()) {
                long now = clock.millis();
                if (now >= deadline) {
                    return new Coverage(missing, records, damaged, false);
                }
                if (now - lastNews > PATIENCE.toMillis()) {
                    throw new TimeoutException("nothing has come for " + PATIENCE.toSeconds() + " s");
                }
                if (turn()) {
                    lastNews = now;
                }
            }
            return new Coverage(missing, records, damaged, true);
        }

        /// Reads once. Returns whether there was progress.
        private boolean turn() {
            long before = records + damaged;
            try {
                take(consumer.poll(TURN));
            } catch (OffsetOutOfRangeException e) {
                consumer.seekToBeginning(e.partitions()); // retention was quicker
            } catch (RuntimeException e) {
                passOver(e);
            }
            List<TopicPartition> done = ends.entrySet().stream()
                    .filter(end -> consumer.position(end.getKey(), PATIENCE) >= end.getValue())
                    .map(Map.Entry::getKey)
                    .toList();
            consumer.pause(done);
            done.forEach(ends::remove);
            return records + damaged > before || !done.isEmpty();
        }

        private void take(ConsumerRecords<byte[], byte[]> polled) {
            for (ConsumerRecord<byte[], byte[]> record : polled) {
                Long end = ends.get(new TopicPartition(record.topic(), record.partition()));
                if (end != null && record.offset() < end) {
                    records++;
                    reader.read(record);
                }
            }
        }

        private void passOver(RuntimeException failure) {
            if (!DamagedPartition.isSuspected(failure) || damaged >= MOST_DAMAGED) {
                throw failure;
            }
            TopicPartition partition =
                    new DamagedPartition(consumer, this::take).find().orElseThrow(() -> failure);
            damaged++;
            consumer.seek(partition, consumer.position(partition, PATIENCE) + 1);
        }
    }
}
