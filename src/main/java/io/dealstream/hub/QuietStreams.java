package io.dealstream.hub;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of quiet streams of one tenant, as bytes: found by their key, given up from the one on that has been
/// quiet for longest, settled ones first. Not thread-safe.
///
/// Entries lie in [Segment]s in the order in which their streams became quiet; a stream that is heard of again is taken
/// out. An entry costs its bytes, eight for its head, and 8 to 22 for its place in the table.
final class QuietStreams {

    private static final int OFFSET_BITS = 16;
    private static final int MOST_SEGMENTS = (1 << (Integer.SIZE - OFFSET_BITS)) - 2;

    private final List<@Nullable Segment> segments = new ArrayList<>(0);
    private final ArrayDeque<Integer> freeIds = new ArrayDeque<>(0);
    private final ArrayDeque<Segment> settled = new ArrayDeque<>(1);
    private final ArrayDeque<Segment> pending = new ArrayDeque<>(1);

    /// A hash table: a key's hash, and where its entry stands, or 0. Open addressing, linear probing.
    private int[] hashes = new int[8];

    private int[] places = new int[8];
    private int size;
    private long bytes;

    int size() {
        return size;
    }

    /// What it takes in memory.
    long bytes() {
        return bytes + 8L * hashes.length;
    }

    /// Adds an entry; there is none with its key.
    ///
    /// @param entry begins with its key
    /// @param isSettled whether nothing is awaited of the stream
    /// @return whether there was room
    boolean add(int hash, byte[] entry, boolean isSettled) {
        ArrayDeque<Segment> order = isSettled ? settled : pending;
        Segment last = order.peekLast();
        if (last == null || !last.fits(entry.length)) {
            last = begin(isSettled);
            if (last == null) {
                return false;
            }
            order.add(last);
        }
        if (size >= hashes.length - hashes.length / 4) {
            grow();
        }
        bytes -= last.capacity();
        int at = last.add(hash, entry);
        bytes += last.capacity();
        int slot = hash & (hashes.length - 1);
        while (places[slot] != 0) {
            slot = after(slot);
        }
        hashes[slot] = hash;
        places[slot] = place(last, at);
        size++;
        return true;
    }

    private @Nullable Segment begin(boolean isSettled) {
        Integer free = freeIds.poll();
        int id = free == null ? segments.size() : free;
        if (id >= MOST_SEGMENTS) {
            return null;
        }
        Segment segment = new Segment(id, isSettled);
        if (free == null) {
            segments.add(segment);
        } else {
            segments.set(id, segment);
        }
        return segment;
    }

    /// The entry of a key; null where there is none.
    byte @Nullable [] get(int hash, byte[] key) {
        int slot = find(hash, key);
        return slot < 0 ? null : segment(places[slot]).get(at(places[slot]));
    }

    /// Takes the entry of a key out; null where there is none.
    byte @Nullable [] remove(int hash, byte[] key) {
        int slot = find(hash, key);
        if (slot < 0) {
            return null;
        }
        int place = places[slot];
        byte[] entry = segment(place).get(at(place));
        removeSlot(slot);
        removeEntry(segment(place), at(place));
        return entry;
    }

    /// The entry that has been here for longest; null where there is none.
    ///
    /// @param isSettled of those, or of the others
    byte @Nullable [] oldest(boolean isSettled) {
        Segment first = (isSettled ? settled : pending).peek();
        return first == null ? null : first.get(first.oldest());
    }

    /// Takes out the entry that has been here for longest, where there is one.
    void removeOldest(boolean isSettled) {
        Segment first = (isSettled ? settled : pending).peek();
        if (first != null) {
            int at = first.oldest();
            removeSlot(find(first.hash(at), place(first, at)));
            removeEntry(first, at);
        }
    }

    private void removeEntry(Segment segment, int at) {
        segment.remove(at);
        if (segment.isEmpty()) {
            bytes -= segment.capacity();
            (segment.settled ? settled : pending).remove(segment);
            segments.set(segment.id, null);
            freeIds.add(segment.id);
        } else if (segment.isSparse()) {
            bytes -= segment.capacity();
            segment.compact((hash, from, to) -> places[find(hash, place(segment, from))] = place(segment, to));
            bytes += segment.capacity();
        }
    }

    private int find(int hash, byte[] key) {
        for (int slot = hash & (hashes.length - 1); places[slot] != 0; slot = after(slot)) {
            if (hashes[slot] == hash && segment(places[slot]).hasKey(at(places[slot]), key)) {
                return slot;
            }
        }
        return -1;
    }

    private int find(int hash, int place) {
        int slot = hash & (hashes.length - 1);
        while (places[slot] != place) {
            slot = after(slot);
        }
        return slot;
    }

    /// Frees a slot, and moves up those behind it that were pushed past it.
    private void removeSlot(int removed) {
        int free = removed;
        places[free] = 0;
        for (int slot = after(free); places[slot] != 0; slot = after(slot)) {
            int home = hashes[slot] & (hashes.length - 1);
            boolean reachable = free <= slot ? free < home && home <= slot : free < home || home <= slot;
            if (!reachable) {
                hashes[free] = hashes[slot];
                places[free] = places[slot];
                places[slot] = 0;
                free = slot;
            }
        }
        size--;
    }

    private void grow() {
        int[] oldHashes = hashes;
        int[] oldPlaces = places;
        hashes = new int[2 * oldHashes.length];
        places = new int[2 * oldHashes.length];
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldPlaces[i] != 0) {
                int slot = oldHashes[i] & (hashes.length - 1);
                while (places[slot] != 0) {
                    slot = after(slot);
                }
                hashes[slot] = oldHashes[i];
                places[slot] = oldPlaces[i];
            }
        }
    }

    private int after(int slot) {
        return (slot + 1) & (hashes.length - 1);
    }

    /// Never 0.
    private static int place(Segment segment, int at) {
        return ((segment.id + 1) << OFFSET_BITS) | at;
    }

    private Segment segment(int place) {
        Segment segment = segments.get((place >>> OFFSET_BITS) - 1);
        if (segment == null) {
            throw new IllegalStateException("no segment at " + place);
        }
        return segment;
    }

    private static int at(int place) {
        return place & ((1 << OFFSET_BITS) - 1);
    }
}
