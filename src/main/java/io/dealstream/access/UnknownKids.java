package io.dealstream.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.LongSupplier;

/// Remembers unknown key names (`kid`) and when they were first used. Anybody can make some up, so only the
/// latest are remembered. Thread-safe.
final class UnknownKids {

    /// How many names are remembered.
    static final int MOST = 1_000;

    private final long keptForNanos;
    private final LongSupplier nanoTime;
    private final SequencedMap<String, Ask> asks = new LinkedHashMap<>();

    /// @param round how many fetches had begun at the first use
    /// @param at when that was, nanoseconds
    private record Ask(int round, long at) {}

    /// @param keptFor after this time a name counts as new
    UnknownKids(Duration keptFor, LongSupplier nanoTime) {
        this.keptForNanos = keptFor.toNanos();
        this.nanoTime = nanoTime;
    }

    /// How many fetches had begun when a name was first used.
    ///
    /// @param begun how many fetches have begun by now
    synchronized int askedAt(String kid, int begun) {
        long now = nanoTime.getAsLong();
        Ask ask = asks.get(kid);
        if (ask == null || now - ask.at() > keptForNanos) {
            ask = new Ask(begun, now);
            asks.remove(kid);
            asks.put(kid, ask);
            if (asks.size() > MOST) {
                asks.pollFirstEntry();
            }
        }
        return ask.round();
    }

    synchronized int size() {
        return asks.size();
    }
}
