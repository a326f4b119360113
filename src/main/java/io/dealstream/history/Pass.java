package io.dealstream.history;

import io.dealstream.kafka.DamagedPartition;
import io.dealstream.tasks.Faults;
import io.dealstream.tasks.Task;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Reads the records that some requests want, each record once for all of them. All partitions are read side by
/// side in time.
final class Pass {

    /// Up to so many unwanted records are read and not skipped: a seek costs a round trip.
    private static final long GAP = 10_000;
    /// How far one partition may run ahead of the others, by watermark.
    private static final long SKEW_MILLIS = 5_000;
    /// After so long without records the pass ends.
    private static final Duration STALL = Duration.ofSeconds(10);

    private static final Duration POLL = Duration.ofMillis(100);

    /// How long a pass reads before it may give way: long enough to make progress, and short enough for those
    /// who wait.
    private static final long SLICE_NANOS = Duration.ofMillis(500).toNanos();
    /// How long the first records may take.
    private static final long START_NANOS = Duration.ofMillis(1_500).toNanos();
    /// How often the pass then checks whether it must give way.
    private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

    /// How a pass ended.
    enum Outcome {
        /// All its requests are served.
        DONE,
        /// It gave way to other requests after it had made progress.
        GAVE_WAY,
        /// It gave way to other requests before anything was read.
        HELD_UP,
        /// Kafka sent nothing for too long.
        STALLED
    }

    private final Consumer<byte[], byte[]> consumer;
    private final HistoryListener listener;
    private final Faults faults;
    private final List<PastRequest> requests;
    private final Map<TopicPartition, ArrayDeque<Scan>> ranges = new HashMap<>();

    /// @param requests admitted requests, each with something to read
    Pass(
            Consumer<byte[], byte[]> consumer,
            Recollection recollection,
            HistoryListener listener,
            Faults faults,
            Collection<PastRequest> requests) {
        this.consumer = consumer;
        this.listener = listener;
        this.faults = faults;
        this.requests = new ArrayList<>(requests);
        Readership readership = new Readership(requests);
        requests.stream()
                .flatMap(request -> request.remaining().stream())
                .collect(Collectors.groupingBy(RemainingRange::partition))
                .forEach((partition, remaining) -> ranges.put(
                        Surveyor.topicPartition(partition),
                        new ArrayDeque<>(Scan.over(remaining, GAP, recollection, faults, readership))));
    }

    /// Reads until all its requests are served, or until it must give way. The requests that are not served
    /// keep their place and take part in a later pass.
    ///
    /// @param stop whether the pass must end; asked often
    /// @param giveWay whether a pass that has come so far, in epoch ms, must give way; asked at intervals
    /// @throws org.apache.kafka.common.KafkaException when Kafka fails
    Outcome read(BooleanSupplier stop, LongPredicate giveWay) {
        int size = ranges.values().stream().mapToInt(ArrayDeque::size).sum();
        faults.attempt(Task.HISTORY, () -> listener.passBegan(requests.size(), size));
        Outcome outcome = Outcome.DONE;
        try {
            outcome = readOn(stop, giveWay);
        } finally {
            boolean gaveWay = outcome == Outcome.GAVE_WAY || outcome == Outcome.HELD_UP;
            faults.attempt(Task.HISTORY, () -> listener.passEnded(gaveWay));
        }
        return outcome;
    }

    private Outcome readOn(BooleanSupplier stop, LongPredicate giveWay) {
        consumer.assign(ranges.keySet());
        ranges.forEach(
                (partition, scans) -> consumer.seek(partition, scans.element().next()));
        long progressAt = System.nanoTime();
        long lookAt = progressAt + START_NANOS;
        boolean progress = false;
        while (!ranges.isEmpty() && !stop.getAsBoolean()) {
            align();
            boolean further = poll();
            long now = System.nanoTime();
            if (further) {
                progressAt = now;
                lookAt = progress ? lookAt : now + SLICE_NANOS;
                progress = true;
            } else if (now - progressAt > STALL.toNanos()) {
                return Outcome.STALLED;
            }
            settle();
            if (!ranges.isEmpty() && now - lookAt >= 0) {
                lookAt = now + LOOK_NANOS;
                if (giveWay.test(lowest())) {
                    return progress ? Outcome.GAVE_WAY : Outcome.HELD_UP;
                }
            }
        }
        return Outcome.DONE;
    }

    /// Pauses the partitions that are ahead of the others, so that readers of several partitions get events in
    /// one order.
    private void align() {
        long lowest = lowest();
        Set<TopicPartition> ahead = new HashSet<>();
        Set<TopicPartition> others = new HashSet<>();
        ranges.forEach(
                (partition, scans) -> (isAhead(scans.element().watermark(), lowest) ? ahead : others).add(partition));
        consumer.pause(ahead);
        consumer.resume(others);
    }

    /// Compares without overflow: a producer may have given the greatest of all timestamps.
    private static boolean isAhead(long watermark, long lowest) {
        return lowest < Long.MAX_VALUE - SKEW_MILLIS && watermark > lowest + SKEW_MILLIS;
    }

    /// The least watermark of all partitions, epoch ms: no later record has a lesser one.
    private long lowest() {
        return ranges.values().stream()
                .mapToLong(scans -> scans.element().watermark())
                .min()
                .orElseThrow();
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

    /// Skips a record whose bytes are damaged, as the intake does.
    private void skipDamage(RuntimeException failure) {
        TopicPartition damaged =
                new DamagedPartition(consumer, this::take).find().orElseThrow(() -> failure);
        Scan scan = Objects.requireNonNull(ranges.get(damaged)).element();
        scan.passed(scan.next() + 1);
        consumer.seek(damaged, scan.next());
    }

    /// Takes the records of one poll.
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
            long size = bytes;
            long lookedAt = decoded;
            faults.attempt(Task.HISTORY, () -> listener.read(records.count(), lookedAt, size));
        }
        return progress || !records.isEmpty();
    }

    /// Ends the requests and ranges that are done.
    private void settle() {
        requests.removeIf(request -> {
            if (request.isLost() || request.buffer().isClosed()) {
                request.leave();
                return true;
            }
            if (request.remaining().isEmpty()) {
                request.complete();
                faults.attempt(Task.HISTORY, listener::served);
                return true;
            }
            request.release();
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
