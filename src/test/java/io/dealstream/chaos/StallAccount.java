package io.dealstream.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dealstream.chaos.LeftDocument.Stall;
import io.dealstream.testing.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Compares the stalls on the topic at the end of a run with the events of the documents that they name.
final class StallAccount {

    static final String TOLD = "stalls";
    static final String TWICE = "stalls told twice";
    static final String FALSE = "false stalls";
    static final String MISSING = "stalls missing";
    private static final String OVERTAKEN = "stalls overtaken by their document's next event";
    private static final String LATENESS = "most seconds from when a stall was due to when it was told";

    /// How long to wait for the stalls that are missing when everything runs again: Kafka must notice that a
    /// keeper is gone, and another must begin.
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /// For those that are not.
    private static final Duration LINGER = Duration.ofSeconds(10);

    private static final Duration TURN = Duration.ofMillis(500);
    private static final JsonMapper JSON = new JsonMapper();

    private final String bootstrapServers;
    private final Map<Integer, LeftDocument> documents = new TreeMap<>();

    StallAccount(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /// Waits for what is still to be told, and adds up.
    void account(Balance balance) {
        read();
        documents.forEach((id, document) -> account(id, document, balance));
    }

    private static void account(int id, LeftDocument document, Balance balance) {
        long repeated = document.repeated();
        boolean missed = document.isMissed();
        balance.add(TOLD, document.stalls().size());
        balance.add(TWICE, repeated);
        balance.add(MISSING, missed ? 1 : 0);
        for (Stall stall : document.stalls()) {
            boolean isTrue = document.isTrue(stall);
            balance.add(FALSE, isTrue ? 0 : 1);
            balance.add(OVERTAKEN, document.isOvertaken(stall) ? 1 : 0);
            balance.most(LATENESS, (stall.at() - stall.since() - Idler.PATIENCE.toMillis()) / 1_000);
            if (!isTrue) {
                balance.complain("false of document %d: %s".formatted(id, stall));
            }
        }
        if (repeated > 0 || missed) {
            balance.complain("document %d has %d stalls too many%s: %s"
                    .formatted(id, repeated, missed ? " and one too few" : "", document));
        }
    }

    private void read() {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed");
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.PROCESSING).stream()
                    .map(one -> new TopicPartition(one.topic(), one.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long limit = System.nanoTime() + LIMIT.toNanos();
            while (System.nanoTime() < limit && !(isAtEnd(consumer) && isComplete())) {
                consumer.poll(TURN).forEach(this::take);
            }
            long end = System.nanoTime() + LINGER.toNanos();
            while (System.nanoTime() < end) {
                consumer.poll(TURN).forEach(this::take);
            }
        }
    }

    private static boolean isAtEnd(Consumer<?, ?> consumer) {
        return consumer.endOffsets(consumer.assignment()).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private boolean isComplete() {
        return documents.values().stream().noneMatch(LeftDocument::isMissed);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (!header(record, "ce_tenant").equals(Idler.TENANT)) {
            return;
        }
        JsonNode value = read(record.value());
        LeftDocument document =
                documents.computeIfAbsent(value.get("statement_id").asInt(), _ -> new LeftDocument());
        if (header(record, "ce_type").equals("processing.stalled")) {
            long since = Instant.parse(value.get("since").textValue()).toEpochMilli();
            document.told(new Stall(header(record, "ce_id"), since, record.timestamp()));
        } else {
            document.heard(record.timestamp(), value.get("stage").textValue());
        }
    }

    private static JsonNode read(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
