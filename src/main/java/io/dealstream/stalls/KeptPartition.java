package io.dealstream.stalls;

import io.dealstream.event.Partition;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// A partition whose stalls this replica writes. Belongs to the thread that writes them.
final class KeptPartition {

    private final TopicPartition name;
    private @Nullable Partition partition;
    private Marks marks = new Marks();
    private long since;

    KeptPartition(TopicPartition name) {
        this.name = name;
    }

    TopicPartition name() {
        return name;
    }

    boolean isBegun() {
        return partition != null;
    }

    /// Begins to keep the partition: no other replica writes its stalls any more.
    ///
    /// @param known the group's commit; null where there is none
    /// @param end the offset behind the last record
    /// @param now epoch ms
    void begin(Partition incarnation, @Nullable OffsetAndMetadata known, long end, long now) {
        String prefix = prefix(incarnation);
        String metadata = known == null ? "" : known.metadata();
        partition = incarnation;
        marks = metadata.startsWith(prefix) ? Marks.read(metadata.substring(prefix.length()), end) : new Marks();
        since = now;
    }

    /// Stops keeping the partition, because it is not certain any more which stalls were written.
    void end() {
        partition = null;
    }

    /// Whether this replica has read everything that the former keepers wrote.
    ///
    /// @param asOf the moment up to which everything is taken in, epoch ms
    boolean isKnown(long asOf) {
        return partition != null && asOf > since;
    }

    /// The partition; null until its incarnation is known.
    @Nullable
    Partition partition() {
        return partition;
    }

    Marks marks() {
        return marks;
    }

    /// The commit with the present progress.
    OffsetAndMetadata progress(Partition incarnation) {
        return new OffsetAndMetadata(marks.end(), prefix(incarnation) + marks.text());
    }

    private static String prefix(Partition incarnation) {
        return Integer.toHexString(incarnation.tag()) + ":";
    }
}
