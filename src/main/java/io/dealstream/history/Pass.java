package io.dealstream.history;

import io.dealstream.intake.DamagedPartition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Reads what some requests want, each record once for all of them, the partitions side by side in time.
final class Pass {

    /// Records that nobody wants are rather read than jumped over: to jump costs a round trip.
    private static final long GAP = 10_000;
    /// How far one partition may run ahead of the others.
    private static final long SKEW_MILLIS = 5_000;
    /// After so long without anything the pass is given up.
    private static final Duration STALL = Duration.ofSeconds(10);

    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final HistoryListener listener;
    private final List<Recall> recalls;
    private final Map<TopicPartition, ArrayDeque<Scan>> ranges = new HashMap<>();

    /// @param recalls admitted, and with something to be read
    Pass(Consumer<byte[], byte[]> consumer, Recollection recollection, HistoryListener listener, List<Recall> recalls) {
        this.consumer = consumer;
        this.listener = listener;
        this.recalls = new ArrayList<>(recalls);
        recalls.stream()
                .flatMap(recall -> recall.legs().stream())
                .collect(Collectors.groupingBy(Leg::partition))
                .forEach((partition, legs) -> ranges.put(
                        Surveyor.topicPartition(partition), new ArrayDeque<>(Scan.over(legs, GAP, recollection))));
    }

    /// Reads until nobody in this pass wants anything more.
    ///
    /// @param stop asked often
    /// @return false when Kafka had nothing to say for too long
    /// @throws org.apache.kafka.common.KafkaException when it says that it cannot
    boolean read(BooleanSupplier stop) {
        listener.passBegan(
                recalls.size(),
                ranges.values().stream().mapToInt(ArrayDeque::size).sum());
        consumer.assign(ranges.keySet());
        ranges.forEach(
                (partition, scans) -> consumer.seek(partition, scans.element().next()));
        long progressAt = System.nanoTime();
        while (!ranges.isEmpty() && !stop.getAsBoolean()) {
            align();
            if (poll()) {
                progressAt = System.nanoTime();
            } else if (System.nanoTime() - progressAt > STALL.toNanos()) {
                return false;
            }
            settle();
        }
        return true;
    }

    /// Holds up the partitions that are ahead of the others, so that readers of several get them in one order.
    private void align() {
        long lowest = ranges.values().stream()
                .mapToLong(scans -> scans.element().watermark())
                .min()
                .orElseThrow();
        Set<TopicPartition> ahead = new HashSet<>();
        Set<TopicPartition> others = new HashSet<>();
        ranges.forEach(
                (partition, scans) -> (isAhead(scans.element().watermark(), lowest) ? ahead : others).add(partition));
        consumer.pause(ahead);
        consumer.resume(others);
    }

    /// A producer may have given the greatest of all timestamps.
    private static boolean isAhead(long watermark, long lowest) {
        return lowest < Long.MAX_VALUE - SKEW_MILLIS && watermark > lowest + SKEW_MILLIS;
    }

    private boolean poll() {
        try {
            return take(consumer.poll(POLL));
        } catch (RuntimeException e) {
            if (!DamagedPartition.isSuspected(e)) {
                throw e;
            }
            skipDamage(e);
            return true;
        }
    }

    /// Passes over a record whose bytes are damaged, as the intake does.
    private void skipDamage(RuntimeException failure) {
        TopicPartition damaged =
                new DamagedPartition(consumer, this::take).find().orElseThrow(() -> failure);
        Scan scan = Objects.requireNonNull(ranges.get(damaged)).element();
        scan.passed(scan.next() + 1);
        consumer.seek(damaged, scan.next());
    }

    /// Takes what a poll brought.
    ///
    /// @return whether there was any progress
    private boolean take(ConsumerRecords<byte[], byte[]> records) {
        boolean progress = false;
        long bytes = 0;
        long decoded = 0;
        for (Map.Entry<TopicPartition, ArrayDeque<Scan>> range : ranges.entrySet()) {
            Scan scan = range.getValue().element();
            long before = scan.decoded();
            for (ConsumerRecord<byte[], byte[]> record : records.records(range.getKey())) {
                if (!scan.take(record)) {
                    break;
                }
                bytes += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
            }
            decoded += scan.decoded() - before;
            // Only this tells of records that are not shown, such as those of aborted transactions.
            OffsetAndMetadata position = records.nextOffsets().get(range.getKey());
            progress |= position != null && scan.passed(position.offset());
        }
        if (!records.isEmpty()) {
            listener.read(records.count(), decoded, bytes);
        }
        return progress || !records.isEmpty();
    }

    /// Sees to the requests and ranges that are done.
    private void settle() {
        recalls.removeIf(recall -> {
            if (recall.outlet().isClosed()) {
                recall.leave();
                return true;
            }
            if (recall.legs().isEmpty()) {
                recall.complete();
                listener.served();
                return true;
            }
            recall.release();
            return false;
        });
        boolean fewer = ranges.entrySet().removeIf(range -> {
            ArrayDeque<Scan> scans = range.getValue();
            while (!scans.isEmpty() && scans.element().isOver()) {
                scans.remove();
                if (!scans.isEmpty()) {
                    consumer.seek(range.getKey(), scans.element().next());
                }
            }
            return scans.isEmpty();
        });
        if (fewer) {
            consumer.assign(ranges.keySet());
        }
    }
}
