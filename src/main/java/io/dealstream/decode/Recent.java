package io.dealstream.decode;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Returns the same instance for equal keys that come shortly after one another, so that a journal full of
/// events does not hold a copy of the same few names for each event. There is one slot per hash, and a newer
/// key replaces an older one. A race costs at most one extra copy.
///
/// @param <V> an immutable value that equals another whenever their keys are equal
final class Recent<K, V> {

    private static final int SLOTS = 1 << 14;

    private record Slot<K, V>(K key, V value) {}

    private final AtomicReferenceArray<@Nullable Slot<K, V>> slots = new AtomicReferenceArray<>(SLOTS);
    private final Function<K, V> make;

    Recent(Function<K, V> make) {
        this.make = make;
    }

    V get(K key) {
        int hash = key.hashCode();
        int index = (hash ^ (hash >>> 16)) & (SLOTS - 1);
        Slot<K, V> slot = slots.get(index);
        if (slot != null && slot.key.equals(key)) {
            return slot.value;
        }
        V value = make.apply(key);
        slots.set(index, new Slot<>(key, value));
        return value;
    }
}
