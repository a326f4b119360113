package io.dealstream.intake;

import io.dealstream.event.Partition;
import io.dealstream.intake.PartitionProgress.Place;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// The partitions that exist and the progress of each. Outlives the consumer that reads them. Belongs to the
/// intake's thread.
final class PartitionTable {

    private final Map<TopicPartition, PartitionProgress> present = new HashMap<>();

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
                PartitionProgress before = absent.remove(partition);
                present.put(name, before == null ? new PartitionProgress(partition, place) : before);
                changed = true;
            }
        }
        for (TopicPartition name : List.copyOf(present.keySet())) {
            if (!listed.contains(name)) {
                leave(name);
                changed = true;
            }
        }
        return changed;
    }

    private void leave(TopicPartition name) {
        PartitionProgress gone = present.remove(name);
        if (gone != null) {
            absent.put(gone.partition(), gone);
        }
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
        long horizon = Math.min(now, listedAt);
        for (PartitionProgress progress : present.values()) {
            horizon = Math.min(horizon, progress.horizon());
        }
        return horizon;
    }

    /// The time up to which all partitions are taken in, epoch ms: every record that Kafka accepted before it,
    /// whatever its timestamp. `Long.MIN_VALUE` until that is known.
    long settledAt() {
        long settled = listedAt;
        for (PartitionProgress progress : present.values()) {
            settled = Math.min(settled, progress.settledAt());
        }
        return settled;
    }

    /// Whether each partition of the first listing was read up to the end that it had then. Once true, it stays
    /// true.
    boolean isWarm() {
        warm = warm || (listedAt != Long.MIN_VALUE && present.values().stream().allMatch(PartitionProgress::isWarm));
        return warm;
    }
}
