package io.dealstream.event;

/// One partition of one incarnation of a topic. A topic that is deleted and made again has other partitions.
/// Their tag differs, so positions in the old topic are never mistaken for positions in the new one.
///
/// @param topic the topic's name
/// @param index the partition's number in its topic, from 0
/// @param tag 24 bits that stand for the topic's id in cursors: the same on every replica and after every restart
public record Partition(String topic, int index, int tag) {

    /// @throws IllegalArgumentException when `tag` does not fit 24 bits or `index` is negative
    public Partition {
        if (tag >>> 24 != 0 || index < 0) {
            throw new IllegalArgumentException("tag " + tag + ", index " + index);
        }
    }
}
