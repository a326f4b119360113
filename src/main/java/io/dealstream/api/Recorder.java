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

/// Records in the ledger what callers are shown. Each stream, poll and snapshot goes through this class and no
/// other. Without a ledger it does nothing. Source: rights.md, "The ledger of what was shown".
@Singleton
public final class Recorder {

    /// How long a delivery may wait for the ledger. After that, nothing waits until the ledger works again.
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Ledger ledger;

    Recorder(Ledger ledger) {
        this.ledger = ledger;
    }

    /// Makes the recording part of a stream; null where nothing is recorded.
    ///
    /// @param wanted the request's stream and filter. A filter that cannot be written down is recorded as none:
    ///     the ledger rather says too much than too little.
    @Nullable
    RecordedStream stream(Endpoint endpoint, Caller caller, Sight sight, Interest wanted, EventLoopLane lane) {
        return ledger.isOn()
                ? new RecordedStream(ledger, showing(Showing.Way.STREAM, endpoint, caller, sight, wanted), lane)
                : null;
    }

    /// Records the answer to a poll before it is sent.
    Uni<Void> poll(Endpoint endpoint, Caller caller, Sight sight, Interest wanted, PollAnswer answer) {
        return onRecord(whenOnRecord ->
                ledger.tell(showing(Showing.Way.POLL, endpoint, caller, sight, wanted), answer.events(), whenOnRecord));
    }

    /// Records a snapshot before it is sent.
    ///
    /// @param lastEventId the id of the place in the stream that the snapshot shows
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
