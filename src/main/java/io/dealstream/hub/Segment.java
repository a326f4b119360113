package io.dealstream.hub;

import java.nio.ByteBuffer;

/// Entries one behind the other in one array, oldest first, so that a million of them are no million objects. Each has
/// a head of eight bytes: its length, negative once it is gone, and 32 bits of its key's hash.
final class Segment {

    /// Past it the next entry goes to another segment. A larger entry has one for itself.
    static final int LENGTH = 1 << 16;

    private static final int HEAD = 2 * Integer.BYTES;
    private static final int FIRST_LENGTH = 1 << 9;

    final int id;
    /// Whether nothing is awaited of what its entries stand for.
    final boolean settled;

    private ByteBuffer data = ByteBuffer.allocate(0);
    private int gone;
    private int first;

    Segment(int id, boolean settled) {
        this.id = id;
        this.settled = settled;
    }

    /// What it takes in memory.
    int capacity() {
        return data.capacity();
    }

    boolean isEmpty() {
        return gone == data.position();
    }

    /// Whether more than half of it is gone.
    boolean isSparse() {
        return gone > data.position() / 2;
    }

    boolean fits(int length) {
        return data.position() == 0 || data.position() + HEAD + length <= LENGTH;
    }

    /// Adds an entry at the end.
    ///
    /// @return where it stands
    int add(int hash, byte[] entry) {
        int at = data.position();
        int needed = at + HEAD + entry.length;
        if (needed > data.capacity()) {
            int twice = Math.min(LENGTH, Math.max(FIRST_LENGTH, 2 * data.capacity()));
            data = ByteBuffer.allocate(Math.max(needed, twice)).put(data.flip());
        }
        data.putInt(entry.length).putInt(hash).put(entry);
        return at;
    }

    byte[] get(int at) {
        byte[] entry = new byte[data.getInt(at)];
        data.get(at + HEAD, entry);
        return entry;
    }

    /// Whether the entry there begins with a key.
    boolean hasKey(int at, byte[] key) {
        if (key.length > data.getInt(at)) {
            return false;
        }
        int from = at + HEAD;
        for (int i = 0; i < key.length; i++) {
            if (data.get(from + i) != key[i]) {
                return false;
            }
        }
        return true;
    }

    void remove(int at) {
        int length = data.getInt(at);
        data.putInt(at, -length);
        gone += HEAD + length;
    }

    /// Where the oldest entry stands; negative where there is none.
    int oldest() {
        while (first < data.position()) {
            int length = data.getInt(first);
            if (length > 0) {
                return first;
            }
            first += HEAD - length;
        }
        return -1;
    }

    int hash(int at) {
        return data.getInt(at + Integer.BYTES);
    }

    /// Told when an entry has moved.
    interface Moved {
        void to(int hash, int from, int to);
    }

    /// Closes the gaps.
    void compact(Moved moved) {
        ByteBuffer old = data;
        data = ByteBuffer.allocate(old.position() - gone);
        for (int at = oldest(old, 0); at >= 0; at = oldest(old, at + HEAD + old.getInt(at))) {
            int length = HEAD + old.getInt(at);
            int to = data.position();
            data.put(to, old, at, length).position(to + length);
            moved.to(old.getInt(at + Integer.BYTES), at, to);
        }
        gone = 0;
        first = 0;
    }

    private static int oldest(ByteBuffer data, int from) {
        int at = from;
        while (at < data.position()) {
            int length = data.getInt(at);
            if (length > 0) {
                return at;
            }
            at += HEAD - length;
        }
        return -1;
    }
}
