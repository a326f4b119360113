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

/// The partitions that there are and how far each has been taken in. Survives the consumer that reads them.
/// Belongs to the intake's thread.
final class PartitionTable {

    private final Map<TopicPartition, PartitionProgress> present = new HashMap<>();

    /// What a listing left out or showed another incarnation of. Most of it never comes back; what does,
    /// because a broker's knowledge was old, goes on where it stopped.
    private final Map<Partition, PartitionProgress> absent = new HashMap<>();

    private long listedAt = Long.MIN_VALUE;
    private boolean warm;

    /// Takes over a listing. What the first one holds was there before us, what later ones add was made
    /// since.
    ///
    /// @param askedAt when it was asked for, epoch ms
    /// @param partitions all that exist and may be read
    /// @return whether there is anything new or gone
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

    /// Whether it is known of each partition of the first listing where to begin.
    boolean isPlaced() {
        return listedAt != Long.MIN_VALUE
                && present.values().stream().noneMatch(progress -> progress.place() == Place.WARM_UP);
    }

    /// Epoch ms: every record with an earlier watermark is taken in, provided that Kafka had taken it by
    /// its timestamp. Never in the future, though a producer's clock may be, and never after the last
    /// listing, since nobody knows of partitions that were made since.
    long horizon(long now) {
        long horizon = Math.min(now, listedAt);
        for (PartitionProgress progress : present.values()) {
            horizon = Math.min(horizon, progress.horizon());
        }
        return horizon;
    }

    /// Epoch ms: what Kafka took before this moment is taken in, in every partition, whatever its timestamp. The
    /// lowest possible value until that is known.
    long settledAt() {
        long settled = listedAt;
        for (PartitionProgress progress : present.values()) {
            settled = Math.min(settled, progress.settledAt());
        }
        return settled;
    }

    /// Whether each partition of the first listing has reached the end that it had then. Once that is so,
    /// it stays so.
    boolean isWarm() {
        warm = warm || (listedAt != Long.MIN_VALUE && present.values().stream().allMatch(PartitionProgress::isWarm));
        return warm;
    }
}
