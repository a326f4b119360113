package io.dealstream.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.LongSupplier;

/// When names of keys were asked for in vain. Anybody can make some up, so only the latest are remembered. Thread-safe.
final class UnknownKids {

    /// So many are remembered.
    static final int MOST = 1_000;

    private final long keptForNanos;
    private final LongSupplier nanoTime;
    private final SequencedMap<String, Ask> asks = new LinkedHashMap<>();

    /// @param round how many fetches had begun by then
    private record Ask(int round, long at) {}

    /// @param keptFor after that a name counts as new
    UnknownKids(Duration keptFor, LongSupplier nanoTime) {
        this.keptForNanos = keptFor.toNanos();
        this.nanoTime = nanoTime;
    }

    /// How many fetches had begun when a name was first asked for.
    ///
    /// @param begun how many have by now
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
