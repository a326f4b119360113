package io.dealstream.access;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The keys of one incarnation of their topic, record by record. The last record of a key counts.
///
/// Writers with different partitioners (Java's, librdkafka's) put the same key into different partitions.
/// Between partitions the latest timestamp counts, and at equal timestamps the record that grants less. A value
/// that cannot be read grants nothing, whatever the key was before. Compaction removes the older record, so a
/// replica that starts later could not know it. Not thread-safe.
final class KeyLog {

    private static final Logger LOG = Logger.getLogger(KeyLog.class);

    private final int capacity;
    private final Map<KeyHash, Map<Integer, Entry>> lastByPartition = new HashMap<>();

    /// @param timestamp the record's, epoch ms
    /// @param key null: deleted, or the value cannot be read
    private record Entry(long timestamp, @Nullable KeyRecord key) {

        static final Comparator<Entry> BY_WEIGHT =
                Comparator.comparingLong(Entry::timestamp).thenComparing(Entry::grants, Comparator.reverseOrder());

        boolean grants() {
            return key != null && key.status() == KeyRecord.Status.ACTIVE;
        }
    }

    /// @param capacity how many keys are kept, deleted ones included; further ones are ignored
    KeyLog(int capacity) {
        this.capacity = capacity;
    }

    /// Takes the next record.
    ///
    /// @return the key that the record is about, if any
    Optional<KeyHash> apply(ConsumerRecord<byte[], byte[]> record) {
        Optional<KeyHash> hash = hash(record);
        if (hash.isEmpty()) {
            skip(record, "its key is not the SHA-256 of an API key");
            return Optional.empty();
        }
        if (lastByPartition.size() >= capacity && !lastByPartition.containsKey(hash.get())) {
            skip(record, "there are more keys than dealstream.key-topic.max-keys");
            return Optional.empty();
        }
        lastByPartition
                .computeIfAbsent(hash.get(), unseen -> HashMap.newHashMap(1))
                .put(record.partition(), new Entry(record.timestamp(), read(hash.get(), record)));
        return hash;
    }

    /// The key on the topic; null where there is none.
    @Nullable
    KeyRecord get(KeyHash hash) {
        return lastByPartition.getOrDefault(hash, Map.of()).values().stream()
                .max(Entry.BY_WEIGHT)
                .map(Entry::key)
                .orElse(null);
    }

    /// Whether any record is about the key, even if it is deleted or cannot be read.
    boolean mentions(KeyHash hash) {
        return lastByPartition.containsKey(hash);
    }

    /// All keys on the topic.
    Map<KeyHash, KeyRecord> keys() {
        return lastByPartition.keySet().stream()
                .flatMap(hash -> Optional.ofNullable(get(hash)).stream())
                .collect(Collectors.toMap(KeyRecord::hash, key -> key));
    }

    private static Optional<KeyHash> hash(ConsumerRecord<byte[], byte[]> record) {
        return Optional.ofNullable(record.key()).flatMap(key -> KeyHash.parse(new String(key, StandardCharsets.UTF_8)));
    }

    private static @Nullable KeyRecord read(KeyHash hash, ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return null;
        }
        Optional<KeyRecord> key = KeyJson.read(hash, record.value());
        if (key.isEmpty()) {
            skip(record, "its value is not an API key");
        }
        key.filter(KeyRecord::isVoid).ifPresent(KeyRecord::logVoid);
        return key.orElse(null);
    }

    private static void skip(ConsumerRecord<byte[], byte[]> record, String why) {
        LOG.warnf(
                "Skipped a record of %s, offset %d: %s",
                new TopicPartition(record.topic(), record.partition()), record.offset(), why);
    }
}
