package io.dealstream.intake;

import io.dealstream.kafka.Offsets;
import io.dealstream.tasks.Pause;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Asks about once a second where the logs end. The consumer cannot tell it. Its own lag is as old as the last
/// answer to a fetch, which may be any age during an outage or on a quiet partition, and it leaves out open
/// transactions. Belongs to the intake's thread and never makes it wait.
final class LogEnds {

    private static final long INTERVAL_MILLIS = 1_000;

    /// The ends of logs.
    ///
    /// @param askedAt epoch ms: every record that Kafka had accepted by then stands before the ends
    /// @param offsets the offsets behind the last record of any kind; partitions without an answer are missing
    /// @param complete whether no partition is missing
    record Ends(long askedAt, Map<TopicPartition, Long> offsets, boolean complete) {}

    private final Offsets offsets;
    private final InstantSource clock;
    private @Nullable CompletableFuture<Ends> asked;
    private final Pause pause = new Pause();

    LogEnds(Offsets offsets, InstantSource clock) {
        this.offsets = offsets;
        this.clock = clock;
    }

    /// The next answer, if one has arrived; each is returned once.
    ///
    /// @param partitions the partitions to ask about, when it is time to ask again
    Optional<Ends> answer(Set<TopicPartition> partitions) {
        long now = clock.millis();
        if (asked == null && pause.isOver(now) && !partitions.isEmpty()) {
            pause.begin(now, INTERVAL_MILLIS);
            Set<TopicPartition> question = Set.copyOf(partitions);
            asked = offsets.ends(question).thenApply(ends -> new Ends(now, ends, ends.size() == question.size()));
        }
        if (asked == null || !asked.isDone()) {
            return Optional.empty();
        }
        Ends ends = asked.resultNow();
        asked = null;
        return Optional.of(ends);
    }
}
