package io.dealstream.hub;

import io.dealstream.event.Event;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The events of one stream that are in memory, by number. Numbers rise by one for each event of the stream and are
/// never used twice. Not thread-safe.
final class EventRing {

    private @Nullable Event[] events = new @Nullable Event[4];
    /// For each slot the greatest watermark up to it, which lets a reader jump to where its past begins.
    private long[] watermarks = new long[4];
    /// For each slot the time that the event's id carries.
    private long[] sinces = new long[4];
    /// For each slot when the event came, as a number that rises with every event of the tenant.
    private long[] arrivals = new long[4];

    private long first;
    private long next;
    private long highest = Long.MIN_VALUE;

    long first() {
        return first;
    }

    long next() {
        return next;
    }

    boolean isEmpty() {
        return first == next;
    }

    /// Makes sure that the next [#add] does not fail.
    void makeRoom() {
        if (next - first == events.length) {
            grow();
        }
    }

    /// @param since what the event's id carries, epoch ms
    /// @param arrival greater than that of any event of the tenant that came before
    void add(Event event, long since, long arrival) {
        makeRoom();
        highest = Math.max(highest, event.position().watermark());
        events[slot(next)] = event;
        watermarks[slot(next)] = highest;
        sinces[slot(next)] = since;
        arrivals[slot(next)] = arrival;
        next++;
    }

    Event get(long number) {
        Event event = events[slot(number)];
        if (number < first || number >= next || event == null) {
            throw new IndexOutOfBoundsException(number + " is not in " + first + ".." + next);
        }
        return event;
    }

    /// What the id of an event carries, epoch ms: the same for whoever reads it, and whenever.
    long since(long number) {
        return sinces[slot(number)];
    }

    /// When an event came: events of several streams of a tenant are in order by it.
    long arrival(long number) {
        return arrivals[slot(number)];
    }

    Event removeFirst() {
        Event event = get(first);
        events[slot(first)] = null;
        first++;
        return event;
    }

    /// The number of the first event that may have a watermark of at least `since`: all before it have smaller ones.
    long firstSince(long since) {
        long low = first;
        long high = next;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (watermarks[slot(middle)] < since) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void grow() {
        int size = events.length;
        @Nullable Event[] wider = Arrays.copyOf(events, size * 2);
        long[] widerWatermarks = new long[size * 2];
        long[] widerSinces = new long[size * 2];
        long[] widerArrivals = new long[size * 2];
        for (long number = first; number < next; number++) {
            int from = (int) (number & (size - 1));
            int to = (int) (number & (size * 2L - 1));
            wider[to] = events[from];
            widerWatermarks[to] = watermarks[from];
            widerSinces[to] = sinces[from];
            widerArrivals[to] = arrivals[from];
            if (to != from) {
                wider[from] = null;
            }
        }
        events = wider;
        watermarks = widerWatermarks;
        sinces = widerSinces;
        arrivals = widerArrivals;
    }

    private int slot(long number) {
        return (int) (number & (events.length - 1));
    }
}
