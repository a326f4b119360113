package io.dealstream.history;

import io.dealstream.event.Cursor;
import io.dealstream.event.Event;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import io.dealstream.hub.History.LostPast;
import io.dealstream.hub.ResetReason;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// One request for a past. It waits in the backlog, takes part in a pass, and does so again until everything is
/// read; while its reader has no room it waits outside. At any time at most one worker has it.
final class Recall {

    private static final long FIRST_DELAY_MILLIS = 100;
    private static final long MAX_DELAY_MILLIS = 5_000;

    private final StreamKey stream;
    private final Cursor after;
    private final List<Position> until;
    private final boolean lenient;
    private final Outlet outlet;
    private final Consumer<Recall> rejoin;
    private final AtomicBoolean parked = new AtomicBoolean();
    private final List<Leg> legs = new ArrayList<>();
    private boolean admitted;
    private long retryAt;
    private int failures;
    private int passedOver;

    /// @param rejoin takes the request back into the backlog
    Recall(
            StreamKey stream,
            Cursor after,
            List<Position> until,
            boolean lenient,
            MultiSubscriber<? super Event> reader,
            Allowance allowance,
            Consumer<Recall> rejoin) {
        this.stream = stream;
        this.after = after;
        this.until = until;
        this.lenient = lenient;
        this.rejoin = rejoin;
        this.outlet = new Outlet(reader, allowance, this::unpark);
    }

    StreamKey stream() {
        return stream;
    }

    Cursor after() {
        return after;
    }

    List<Position> until() {
        return until;
    }

    boolean isLenient() {
        return lenient;
    }

    Outlet outlet() {
        return outlet;
    }

    /// Whether it is known where it begins.
    boolean isAdmitted() {
        return admitted;
    }

    /// What is still to be read.
    List<Leg> legs() {
        return legs;
    }

    /// From when on records are still to be read, in epoch ms.
    long reachesBackTo() {
        return Math.max(0, admitted ? watermark() : after.since());
    }

    void admit(List<Leg> found) {
        if (!admitted) {
            admitted = true;
            legs.addAll(found);
        }
    }

    /// Whether nothing more is to be read.
    boolean isDone() {
        return (admitted && legs.isEmpty()) || outlet.isClosed();
    }

    void lose(ResetReason reason) {
        admitted = true;
        legs.clear();
        outlet.fail(new LostPast(reason));
    }

    /// Gives the reader an event. If there is no room for more then, reading for it stops.
    void take(Leg leg, Event event) {
        if (!outlet.put(event, leg.watermark(), leg.partition().hashCode())) {
            leave();
        }
    }

    void finished(Leg leg) {
        legs.remove(leg);
        failures = 0;
    }

    /// Nothing more is to be read for it in this pass.
    void leave() {
        List.copyOf(legs).forEach(Leg::leave);
        legs.removeIf(Leg::isOver);
    }

    /// Kafka did not help. The next attempt is later than the last one was.
    void postpone(long now) {
        retryAt = now + Math.min(MAX_DELAY_MILLIS, FIRST_DELAY_MILLIS << Math.min(failures, 20));
        failures++;
    }

    /// Epoch ms: not before then.
    long retryAt() {
        return retryAt;
    }

    /// Others go first.
    ///
    /// @return how often they have
    int passOver() {
        return ++passedOver;
    }

    /// Lets the reader have what nothing can come before any more.
    void release() {
        outlet.release(watermark());
    }

    /// The reader has everything, or will have when it asks for it.
    void complete() {
        outlet.complete();
    }

    /// Goes on in a later pass, as soon as there is room.
    void pause() {
        passedOver = 0;
        long at = watermark();
        parked.set(true);
        // From here on another worker may have it: at once, where there is room.
        outlet.pause(at);
    }

    private void unpark() {
        if (parked.compareAndSet(true, false)) {
            rejoin.accept(this);
        }
    }

    private long watermark() {
        return legs.stream().mapToLong(Leg::watermark).min().orElse(Long.MAX_VALUE);
    }
}
