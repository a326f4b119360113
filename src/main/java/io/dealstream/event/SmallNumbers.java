package io.dealstream.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Small numbers for what there are few of, such as partitions, for as long as the process lives. Safe for many
/// threads.
///
/// @param <T> what is numbered
public final class SmallNumbers<T> {

    private final Map<T, Integer> numbers = new HashMap<>();
    private final List<T> things = new ArrayList<>();

    /// Its number, from 0 on.
    public synchronized int of(T thing) {
        Integer known = numbers.get(thing);
        if (known != null) {
            return known;
        }
        things.add(thing);
        numbers.put(thing, things.size() - 1);
        return things.size() - 1;
    }

    /// What has that number.
    public synchronized T get(int number) {
        return things.get(number);
    }
}
