package io.dealstream.decode;

import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.event.SipHash;
import io.dealstream.event.Tenant;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Remembers the first position of each of the latest events. So a producer's retry (the same tenant, source
/// and id at another position) is told from the same record that is read again. Thread-safe. Source: kafka.md,
/// "Records".
///
/// For each event it keeps a hash of 128 bits under a random key, and the position: 48 bytes. It grows up to
/// its capacity; then it forgets the oldest event. With a million events, a new event is taken for the retry of
/// another one with a probability of 10^6 / 2^128: at 100,000 events a second, once in 10^20 years.
public final class RecentIds {

    private static final int FIRST_LENGTH = 1 << 10;

    private final int capacity;
    private final long key0;
    private final long key1;

    /// The remembered events, in rows: hash, hash, partition, offset. Once full, a ring.
    private long[] rows = new long[FIRST_LENGTH * Row.LENGTH];

    /// A hash table of row numbers. A slot holds 32 bits of the row's hash, then the row's number plus 1; 0
    /// means free. So a row is looked at only when it is the one that is sought: rows lie all over memory, and
    /// fetching others took a tenth of the intake's time. Open addressing, linear probing, half full.
    private long[] slots = new long[2 * FIRST_LENGTH];

    private int size;
    private int oldest;

    /// The columns of a row.
    private static final class Row {
        static final int HASH = 0;
        static final int OTHER_HASH = 1;
        static final int PARTITION = 2;
        static final int OFFSET = 3;
        static final int LENGTH = 4;
    }

    /// @param capacity how many events are remembered, at 48 bytes each: 1 to 2^28
    /// @param random makes the key of the hash
    /// @throws IllegalArgumentException when `capacity` is out of range
    public RecentIds(int capacity, RandomGenerator random) {
        if (capacity < 1 || capacity > 1 << 28) {
            throw new IllegalArgumentException("capacity " + capacity);
        }
        this.capacity = capacity;
        this.key0 = random.nextLong();
        this.key1 = random.nextLong();
    }

    /// Whether an event with this tenant, source and id stood at another position before. If not, this position
    /// is remembered.
    ///
    /// Within a partition the lower offset is the first one, in whatever order the two are asked for. Between
    /// partitions it is the one that is asked for first. Replicas may differ in that; but producers that retry
    /// write to the same partition.
    public synchronized boolean isRepeat(Tenant tenant, String source, String id, Position position) {
        SipHash hash = new SipHash(key0, key1).add(tenant.id()).add(source).add(id);
        long first = hash.first();
        long second = hash.second();
        int slot = slotOf(first, second);
        if (slots[slot] == 0) {
            remember(slot, first, second, position);
            return false;
        }
        int row = row(slots[slot]);
        if (rows[row + Row.PARTITION] != number(position.partition())) {
            return true;
        }
        boolean later = position.offset() > rows[row + Row.OFFSET];
        rows[row + Row.OFFSET] = Math.min(position.offset(), rows[row + Row.OFFSET]);
        return later;
    }

    /// Whether an event with this tenant, source and id is remembered from another position. This position is
    /// not remembered, so that old events do not push out new ones.
    public synchronized boolean isKnownElsewhere(Tenant tenant, String source, String id, Position position) {
        SipHash hash = new SipHash(key0, key1).add(tenant.id()).add(source).add(id);
        int slot = slotOf(hash.first(), hash.second());
        if (slots[slot] == 0) {
            return false;
        }
        int row = row(slots[slot]);
        return rows[row + Row.PARTITION] != number(position.partition()) || rows[row + Row.OFFSET] != position.offset();
    }

    /// How many events are remembered.
    public synchronized int size() {
        return size;
    }

    private static long number(Partition partition) {
        return (long) partition.tag() << Integer.SIZE | partition.index();
    }

    private void remember(int slot, long first, long second, Position position) {
        int row = size;
        int free = slot;
        if (size == capacity) {
            row = oldest;
            oldest = (oldest + 1) % capacity;
            forget(row);
            free = slotOf(first, second);
        } else if (++size * Row.LENGTH > rows.length) {
            grow();
            free = slotOf(first, second);
        }
        int at = row * Row.LENGTH;
        rows[at + Row.HASH] = first;
        rows[at + Row.OTHER_HASH] = second;
        rows[at + Row.PARTITION] = number(position.partition());
        rows[at + Row.OFFSET] = position.offset();
        slots[free] = slot(row, first);
    }

    /// The slot of this hash; if there is none, the free slot where it would go.
    private int slotOf(long first, long second) {
        int hash = (int) first;
        int slot = home(hash);
        while (slots[slot] != 0) {
            if (hash(slots[slot]) == hash) {
                int row = row(slots[slot]);
                if (rows[row + Row.HASH] == first && rows[row + Row.OTHER_HASH] == second) {
                    return slot;
                }
            }
            slot = after(slot);
        }
        return slot;
    }

    private static long slot(int row, long first) {
        return first << Integer.SIZE | (row + 1);
    }

    private static int hash(long slot) {
        return (int) (slot >>> Integer.SIZE);
    }

    /// The index at which a slot's row begins.
    private static int row(long slot) {
        return ((int) slot - 1) * Row.LENGTH;
    }

    private int home(int hash) {
        return hash & (slots.length - 1);
    }

    private int after(int slot) {
        return (slot + 1) & (slots.length - 1);
    }

    /// Frees the slot of a row, and moves back the slots behind it that were displaced by it.
    private void forget(int row) {
        int free = slotOf(rows[row * Row.LENGTH + Row.HASH], rows[row * Row.LENGTH + Row.OTHER_HASH]);
        slots[free] = 0;
        for (int slot = after(free); slots[slot] != 0; slot = after(slot)) {
            int home = home(hash(slots[slot]));
            boolean reachable = free <= slot ? free < home && home <= slot : free < home || home <= slot;
            if (!reachable) {
                slots[free] = slots[slot];
                slots[slot] = 0;
                free = slot;
            }
        }
    }

    private void grow() {
        rows = Arrays.copyOf(rows, 2 * rows.length);
        slots = new long[2 * slots.length];
        for (int row = 0; row < size - 1; row++) {
            long first = rows[row * Row.LENGTH + Row.HASH];
            slots[slotOf(first, rows[row * Row.LENGTH + Row.OTHER_HASH])] = slot(row, first);
        }
    }
}
