package io.dealstream.history;

import io.dealstream.event.Cursor;
import io.dealstream.event.Event;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import io.dealstream.event.SubjectSet;
import io.dealstream.hub.History.LostPast;
import io.dealstream.hub.ResetReason;
import io.dealstream.tasks.Faults;
import io.dealstream.tasks.Task;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// One request for a past. It waits in the backlog and takes part in passes until everything is read. While its
/// reader has no room, it waits outside the backlog. At any time at most one worker has it.
final class PastRequest {

    private static final long FIRST_DELAY_MILLIS = 100;
    private static final long MAX_DELAY_MILLIS = 5_000;
    /// How many faults of ours end a request: then its past counts as lost.
    private static final int MAX_FAULTS = 3;
    private static final long NOT_YET = Long.MAX_VALUE;

    private final List<StreamKey> streams;
    private final Cursor after;
    private final List<Position> until;
    private final boolean lenient;
    private final ReaderBuffer buffer;
    private final Consumer<PastRequest> rejoin;
    private final Faults faults;
    private final AtomicBoolean parked = new AtomicBoolean();
    private final List<RemainingRange> remaining = new ArrayList<>();
    private boolean admitted;
    private long retryAt;
    private long waitsSince = NOT_YET;
    private int failures;
    private int stumbles;
    private boolean lost;

    /// @param rejoin puts the request back into the backlog
    PastRequest(
            StreamKey stream,
            Cursor after,
            List<Position> until,
            boolean lenient,
            MultiSubscriber<? super Event> reader,
            Allowance allowance,
            Consumer<PastRequest> rejoin,
            Faults faults) {
        this.streams = SubjectSet.members(stream.subject()).stream()
                .map(subject -> new StreamKey(stream.tenant(), subject))
                .toList();
        this.after = after;
        this.until = until;
        this.lenient = lenient;
        this.rejoin = rejoin;
        this.faults = faults;
        this.buffer = new ReaderBuffer(reader, allowance, this::unpark, e -> faults.of(Task.HISTORY, e));
    }

    /// The streams that it asks for: one, or several that are read as one.
    List<StreamKey> streams() {
        return streams;
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

    ReaderBuffer buffer() {
        return buffer;
    }

    /// Whether it is known where its past begins.
    boolean isAdmitted() {
        return admitted;
    }

    /// The ranges that are still to be read.
    List<RemainingRange> remaining() {
        return remaining;
    }

    /// How far back the rest of its past goes, in ms.
    ///
    /// @param now epoch ms
    long reach(long now) {
        return Math.max(0, now - Math.max(0, admitted ? watermark() : after.since()));
    }

    void admit(List<RemainingRange> found) {
        if (!admitted) {
            admitted = true;
            remaining.addAll(found);
        }
    }

    /// Whether nothing is left to read.
    boolean isDone() {
        return (admitted && remaining.isEmpty()) || buffer.isClosed();
    }

    /// Whether its reader was told that the past is lost.
    boolean isLost() {
        return lost;
    }

    void lose(ResetReason reason) {
        lost = true;
        admitted = true;
        leave();
        remaining.clear();
        buffer.fail(new LostPast(reason));
    }

    /// Ends the request after a fault of ours. Its reader is told that the past is lost, and goes on with the
    /// present.
    void spoil() {
        lose(ResetReason.EXPIRED);
    }

    /// Counts a fault of ours that may be gone at the next try.
    ///
    /// @return whether there were too many: the past cannot be read
    boolean stumble() {
        boolean hopeless = ++stumbles >= MAX_FAULTS;
        if (hopeless) {
            spoil();
        }
        return hopeless;
    }

    /// Gives the reader an event. If the reader then has no room left, reading for it stops. A failure here
    /// affects only this reader.
    void take(RemainingRange range, Event event) {
        try {
            if (!buffer.put(event, range.watermark(), range.partition().hashCode())) {
                leave();
            }
        } catch (Throwable e) {
            faults.of(Task.HISTORY, e);
            spoil();
        }
    }

    void finished(RemainingRange range) {
        remaining.remove(range);
    }

    /// Takes note that a pass made progress for it.
    void gotOn() {
        failures = 0;
        stumbles = 0;
        waitsSince = NOT_YET;
    }

    /// Takes note that it waits in the backlog.
    ///
    /// @param now epoch ms
    void waitsFrom(long now) {
        waitsSince = Math.min(waitsSince, now);
    }

    /// Since when it waits without progress, epoch ms.
    long waitsSince() {
        return waitsSince;
    }

    /// Ends reading for it in this pass.
    void leave() {
        List.copyOf(remaining).forEach(RemainingRange::leave);
        remaining.removeIf(RemainingRange::isOver);
    }

    /// Takes note that Kafka did not answer, and delays the next attempt further.
    ///
    /// @param now epoch ms
    void postpone(long now) {
        retryAt = now + Math.min(MAX_DELAY_MILLIS, FIRST_DELAY_MILLIS << Math.min(failures, 20));
        failures++;
    }

    /// The time of the next attempt, epoch ms.
    long retryAt() {
        return retryAt;
    }

    /// Gives the reader the events that no other event can precede any more.
    void release() {
        buffer.release(watermark());
    }

    /// Completes the request: its reader has all events, or gets them when it asks for them.
    void complete() {
        buffer.complete();
    }

    /// Continues in a later pass, once the reader has room.
    void pause() {
        long at = watermark();
        parked.set(true);
        // From here on another worker may have it: at once, where there is room.
        buffer.pause(at);
    }

    private void unpark() {
        if (parked.compareAndSet(true, false)) {
            rejoin.accept(this);
        }
    }

    private long watermark() {
        return remaining.stream().mapToLong(RemainingRange::watermark).min().orElse(Long.MAX_VALUE);
    }
}
