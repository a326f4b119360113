package io.dealstream.api;

import io.dealstream.access.Caller;
import io.dealstream.event.EventFilter;
import io.dealstream.event.StreamKey;
import io.dealstream.hub.Interest;
import io.dealstream.ledger.Ledger;
import io.dealstream.ledger.Showing;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Puts on the ledger what is shown. The one place that does: each stream, poll and snapshot passes by it. Where there
/// is no ledger it does nothing.
@Singleton
public final class Recorder {

    /// How long something may wait until the ledger has it. Past it, nothing else waits until the ledger works again.
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Ledger ledger;

    Recorder(Ledger ledger) {
        this.ledger = ledger;
    }

    /// Sees to a stream; null where nobody need.
    ///
    /// @param wanted as it was asked for. A filter that is not in words is taken for none: the ledger rather
    ///     says too much than too little
    @Nullable
    RecordedStream stream(Endpoint endpoint, Caller caller, Sight sight, Interest wanted, EventLoopLane lane) {
        return ledger.isOn()
                ? new RecordedStream(ledger, showing(Showing.Way.STREAM, endpoint, caller, sight, wanted), lane)
                : null;
    }

    /// Puts an answer to a poll on the ledger, before it is given.
    Uni<Void> poll(Endpoint endpoint, Caller caller, Sight sight, Interest wanted, PollAnswer answer) {
        return onRecord(whenOnRecord ->
                ledger.tell(showing(Showing.Way.POLL, endpoint, caller, sight, wanted), answer.events(), whenOnRecord));
    }

    /// Puts a snapshot on the ledger, before it is given.
    ///
    /// @param lastEventId as of which it is
    public Uni<Void> snapshot(Endpoint endpoint, Caller caller, Sight sight, StreamKey stream, String lastEventId) {
        return onRecord(whenOnRecord -> ledger.show(
                showing(Showing.Way.SNAPSHOT, endpoint, caller, sight, Interest.all(stream)),
                lastEventId,
                whenOnRecord));
    }

    private Uni<Void> onRecord(Consumer<Runnable> writing) {
        if (!ledger.isOn()) {
            return Uni.createFrom().voidItem();
        }
        Uni<Void> written = Uni.createFrom().emitter(emitter -> {
            writing.accept(() -> emitter.complete(null));
            if (ledger.isAway()) {
                emitter.complete(null);
            }
        });
        return written.ifNoItem().after(PATIENCE).recoverWithItem(() -> {
            ledger.waitedInVain();
            return null;
        });
    }

    private static Showing showing(Showing.Way way, Endpoint endpoint, Caller caller, Sight sight, Interest wanted) {
        EventFilter asked = wanted.filter() instanceof EventFilter inWords ? inWords : EventFilter.ALL;
        return new Showing(
                way,
                caller.origin(),
                caller.rights().user(),
                endpoint.name(),
                wanted.stream(),
                sight.narrow(asked),
                caller.rights().document(),
                caller.rights().view(),
                sight.viewTypes());
    }
}
