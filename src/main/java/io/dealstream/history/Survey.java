package io.dealstream.history;

import io.dealstream.event.Partition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Kafka's answers about its logs.
///
/// @param live all partitions of the event topics that exist now
/// @param extents the beginnings and ends of logs; partitions without an answer are missing
/// @param places the same partitions by tag and index
record Survey(Set<Partition> live, Map<Partition, Extent> extents, Map<Integer, Map<Integer, Partition>> places) {

    Survey(Set<Partition> live, Map<Partition, Extent> extents) {
        this(live, extents, new HashMap<>());
        live.forEach(partition ->
                places.computeIfAbsent(partition.tag(), tag -> new HashMap<>()).put(partition.index(), partition));
    }

    /// The extent of one log.
    ///
    /// @param beginning the offset of the oldest record
    /// @param end the offset behind the last record of any kind
    /// @param since the time that was asked for, epoch ms: the earliest that a request needs
    /// @param first the first record whose timestamp is at least `since`; null where there is none
    record Extent(
            long beginning, long end, long since, @Nullable First first) {

        boolean isEmpty() {
            return beginning >= end;
        }
    }

    /// The first record of an answer.
    ///
    /// @param timestamp epoch ms
    record First(long offset, long timestamp) {}

    /// Whether some topic that is there now has this tag.
    boolean isLive(int tag) {
        return places.containsKey(tag);
    }

    Optional<Partition> find(int tag, int index) {
        return Optional.ofNullable(places.getOrDefault(tag, Map.of()).get(index));
    }

    Optional<Extent> extent(Partition partition) {
        return Optional.ofNullable(extents.get(partition));
    }
}
