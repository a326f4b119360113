package io.dealstream.hub;

import io.dealstream.event.Event;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The events of one tenant that are in memory, in the order of their arrival. Guarded by its tenant's lock.
final class Journal {

    private final HubContext context;
    private final ArrayDeque<Event> events = new ArrayDeque<>();

    /// The streams of the events, in the same order: so nothing has to be looked up when an event leaves.
    private final ArrayDeque<StreamLog> streams = new ArrayDeque<>();

    private final ArrivalTimes arrivals = new ArrivalTimes();
    private long arrived;
    private volatile long bytes;

    Journal(HubContext context) {
        this.context = context;
    }

    /// What the events take, and whatever else was weighed. Any thread may call.
    long bytes() {
        return bytes;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written under the lock only, read by anyone
    void weigh(long more) {
        bytes += more;
        context.journalBytes().addAndGet(more);
    }

    /// Takes an event in, which is weighed apart.
    ///
    /// @param concerned the streams of its subjects, in their order
    /// @param now epoch ms
    /// @return how many events there ever were
    long add(Event event, Collection<StreamLog> concerned, long now) {
        events.add(event);
        streams.addAll(concerned);
        arrivals.added(now);
        arrived++;
        return arrived;
    }

    @Nullable
    Event oldest() {
        return events.peek();
    }

    /// Gives up the oldest event.
    ///
    /// @param each told each of its streams
    void removeOldest(Consumer<StreamLog> each) {
        Event oldest = events.remove();
        arrivals.removed(1);
        for (int i = oldest.subjects().size(); i > 0; i--) {
            each.accept(streams.remove());
        }
    }

    /// How many of the oldest arrived before a moment.
    ///
    /// @param epochMillis the moment
    long countBefore(long epochMillis) {
        return arrivals.before(epochMillis);
    }
}
