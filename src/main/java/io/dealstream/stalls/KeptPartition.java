package io.dealstream.stalls;

import io.dealstream.event.Partition;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// A partition whose stalls this replica tells of. Belongs to the thread that does.
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

    /// Nobody else writes any more.
    ///
    /// @param known what was committed; null where nothing was
    /// @param end the offset behind the last record
    /// @param now epoch ms
    void begin(Partition incarnation, @Nullable OffsetAndMetadata known, long end, long now) {
        String prefix = prefix(incarnation);
        String metadata = known == null ? "" : known.metadata();
        partition = incarnation;
        marks = metadata.startsWith(prefix) ? Marks.read(metadata.substring(prefix.length()), end) : new Marks();
        since = now;
    }

    /// It is not certain any more what stands there.
    void end() {
        partition = null;
    }

    /// Whether all that its former keepers have told is known here.
    ///
    /// @param asOf the moment up to which everything is known, epoch ms
    boolean isKnown(long asOf) {
        return partition != null && asOf > since;
    }

    /// Which one it is; null until that is known.
    @Nullable
    Partition partition() {
        return partition;
    }

    Marks marks() {
        return marks;
    }

    /// What is to be committed.
    OffsetAndMetadata progress(Partition incarnation) {
        return new OffsetAndMetadata(marks.end(), prefix(incarnation) + marks.text());
    }

    private static String prefix(Partition incarnation) {
        return Integer.toHexString(incarnation.tag()) + ":";
    }
}
