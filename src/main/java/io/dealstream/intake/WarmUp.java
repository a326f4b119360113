package io.dealstream.intake;

import io.dealstream.kafka.Offsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/// Begins a window of time in the past, for partitions that were there when the service started.
final class WarmUp implements StartPolicy {

    private final Duration window;
    private final InstantSource clock;

    WarmUp(Duration window, InstantSource clock) {
        this.window = window;
        this.clock = clock;
    }

    /// The ends are asked for first: where then no record lies in the window, none that lies before the end
    /// does, so that beginning at the end skips nothing of it.
    @Override
    public CompletableFuture<Map<TopicPartition, StartPoint>> find(Offsets offsets, Set<TopicPartition> partitions) {
        long begin = clock.millis() - window.toMillis();
        return offsets.readableEnds(partitions)
                .thenCompose(ends ->
                        offsets.since(ends.keySet(), begin).thenApply(firsts -> points(ends, firsts, begin - 1)));
    }

    private static Map<TopicPartition, StartPoint> points(
            Map<TopicPartition, Long> ends, Map<TopicPartition, Long> firsts, long watermark) {
        Map<TopicPartition, StartPoint> points = new HashMap<>();
        ends.forEach((partition, end) -> {
            Long first = firsts.get(partition);
            if (first != null) {
                points.put(partition, new StartPoint(first == Offsets.NONE ? end : first, watermark, end));
            }
        });
        return points;
    }
}
