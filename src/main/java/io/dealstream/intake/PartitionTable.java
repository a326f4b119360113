package io.dealstream.intake;

import io.dealstream.event.Partition;
import io.dealstream.intake.PartitionProgress.Place;
import io.dealstream.tasks.Pause;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// The partitions that exist and the progress of each. Outlives the consumer that reads them. Belongs to the
/// intake's thread.
final class PartitionTable {

    /// How long a partition that is left out may be one that a broker does not know of yet.
    private static final long MISSED_MILLIS = 60_000;

    /// A partition that listings leave out.
    ///
    /// @param pause for how long it is waited for
    private record Missed(PartitionProgress progress, Pause pause) {}

    private final Map<TopicPartition, PartitionProgress> present = new HashMap<>();

    /// Those of which a listing says that they are gone: the horizon waits for them for a while, since records that
    /// nobody has read would else count as taken in.
    private final Map<TopicPartition, Missed> missed = new HashMap<>();

    /// The partitions that a listing left out, or of which it showed another incarnation. Most of them never
    /// come back. One that does, because a broker's knowledge was outdated, continues where it stopped.
    private final Map<Partition, PartitionProgress> absent = new HashMap<>();

    private long listedAt = Long.MIN_VALUE;
    private boolean warm;

    /// Takes over a listing. The partitions of the first listing existed at start; those that later listings
    /// add were made since.
    ///
    /// @param askedAt when the listing was asked for, epoch ms
    /// @param partitions all that exist and may be read
    /// @return whether a partition is new or gone
    boolean follow(long askedAt, List<Partition> partitions) {
        Place place = listedAt == Long.MIN_VALUE ? Place.WARM_UP : Place.BEGINNING;
        listedAt = askedAt;
        Set<TopicPartition> listed = new HashSet<>();
        boolean changed = false;
        for (Partition partition : partitions) {
            TopicPartition name = new TopicPartition(partition.topic(), partition.index());
            listed.add(name);
            PartitionProgress known = present.get(name);
            if (known == null || !known.partition().equals(partition)) {
                leave(name);
                missed.remove(name);
                PartitionProgress before = absent.remove(partition);
                present.put(name, before == null ? new PartitionProgress(partition, place) : before);
                changed = true;
            }
        }
        for (TopicPartition name : List.copyOf(present.keySet())) {
            if (!listed.contains(name)) {
                PartitionProgress gone = leave(name);
                if (gone != null && gone.place() == Place.FOUND) {
                    Missed one = new Missed(gone, new Pause());
                    one.pause().begin(askedAt, MISSED_MILLIS);
                    missed.put(name, one);
                }
                changed = true;
            }
        }
        missed.values().removeIf(one -> one.pause().isOver(askedAt));
        return changed;
    }

    private @Nullable PartitionProgress leave(TopicPartition name) {
        PartitionProgress gone = present.remove(name);
        if (gone != null) {
            absent.put(gone.partition(), gone);
        }
        return gone;
    }

    @Nullable
    PartitionProgress get(TopicPartition name) {
        return present.get(name);
    }

    Collection<PartitionProgress> all() {
        return present.values();
    }

    Set<TopicPartition> names() {
        return present.keySet();
    }

    /// When the last listing was asked for, epoch ms.
    long listedAt() {
        return listedAt;
    }

    /// Whether the place of each partition of the first listing is known.
    boolean isPlaced() {
        return listedAt != Long.MIN_VALUE
                && present.values().stream().noneMatch(progress -> progress.place() == Place.WARM_UP);
    }

    /// The horizon, epoch ms: every record with an earlier watermark is taken in, if Kafka had accepted it by
    /// its timestamp. It is never in the future, though a producer's clock may be. It is never after the last
    /// listing, because partitions that were made since are unknown.
    long horizon(long now) {
        return least(Math.min(now, listedAt), PartitionProgress::horizon);
    }

    /// The time up to which all partitions are taken in, epoch ms: every record that Kafka accepted before it,
    /// whatever its timestamp. `Long.MIN_VALUE` until that is known.
    long settledAt() {
        return least(listedAt, PartitionProgress::settledAt);
    }

    private long least(long atMost, ToLongFunction<PartitionProgress> of) {
        long least = atMost;
        for (PartitionProgress progress : present.values()) {
            least = Math.min(least, of.applyAsLong(progress));
        }
        for (Missed one : missed.values()) {
            least = Math.min(least, of.applyAsLong(one.progress()));
        }
        return least;
    }

    /// Whether each partition of the first listing was read up to the end that it had then. Once true, it stays
    /// true.
    boolean isWarm() {
        warm = warm || (listedAt != Long.MIN_VALUE && present.values().stream().allMatch(PartitionProgress::isWarm));
        return warm;
    }
}
