package io.dealstream.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gives a small number to each of a few things, such as partitions, for as long as the process lives.
/// Thread-safe.
///
/// @param <T> the type of the things; its `equals` decides whether two are the same
public final class SmallNumbers<T> {

    private final Map<T, Integer> numbers = new HashMap<>();
    private final List<T> things = new ArrayList<>();

    /// The number of a thing, from 0. A new thing gets the next number.
    public synchronized int of(T thing) {
        Integer known = numbers.get(thing);
        if (known != null) {
            return known;
        }
        things.add(thing);
        numbers.put(thing, things.size() - 1);
        return things.size() - 1;
    }

    /// The thing with a number.
    ///
    /// @param number a number that [#of] returned
    /// @throws IndexOutOfBoundsException when [#of] never returned this number
    public synchronized T get(int number) {
        return things.get(number);
    }
}
