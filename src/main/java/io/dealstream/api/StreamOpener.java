package io.dealstream.api;

import io.dealstream.access.Caller;
import io.dealstream.access.Lease;
import io.dealstream.access.LeaseEnd;
import io.dealstream.access.Leases;
import io.dealstream.access.StreamQuota;
import io.dealstream.api.Refusal.Kind;
import io.dealstream.hub.EndOfStream;
import io.dealstream.hub.EventHub;
import io.dealstream.hub.Interest;
import io.dealstream.hub.Opening;
import io.dealstream.hub.Start;
import io.dealstream.hub.Subscription;
import io.dealstream.sse.Frame;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Opens streams for admitted callers: it makes the last checks, then the stream.
@Singleton
public final class StreamOpener {

    private static final Duration LIMITED_FOR = Duration.ofSeconds(10);

    /// How long the answer's head may wait for the knowledge whether anything is to come.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final EventHub hub;
    private final Lanes lanes;
    private final OpenStreams streams;
    private final Places places;
    private final Leases leases;
    private final StreamSettings settings;
    private final Availability availability;
    private final LongPasts pasts;
    private final Sights sights;
    private final Recorder recorder;
    private final StreamListener listener;

    StreamOpener(
            EventHub hub,
            Lanes lanes,
            OpenStreams streams,
            Places places,
            Leases leases,
            StreamSettings settings,
            Availability availability,
            LongPasts pasts,
            Sights sights,
            Recorder recorder,
            StreamListener listener) {
        this.hub = hub;
        this.lanes = lanes;
        this.streams = streams;
        this.places = places;
        this.leases = leases;
        this.settings = settings;
        this.availability = availability;
        this.pasts = pasts;
        this.sights = sights;
        this.recorder = recorder;
        this.listener = listener;
    }

    /// Opens a stream. The answer usually comes at once. It takes longer where the client may have seen all of
    /// the stream, and only Kafka tells whether the stream is over.
    ///
    /// @param wanted the stream and the filter; rights narrow it
    /// @param start where the client begins
    /// @param snapshotUrl where the stream's current state can be read, relative to the host; null where there
    ///     is no such place
    /// @return 200 with the stream, or 204 where nothing will ever come
    /// @throws Refusal when the rights do not reach the stream, the replica starts or shuts down, or the caller
    ///     has too many streams open or is being told too many long pasts
    public Uni<Response> open(
            Exchange exchange,
            Endpoint endpoint,
            Caller caller,
            Interest wanted,
            Start start,
            @Nullable String snapshotUrl) {
        LogContext.stream(wanted.stream());
        Sight sight = sights.of(caller);
        Interest interest = sight.narrow(wanted);
        availability.require();
        Dialect dialect = endpoint.dialect();
        if (exchange.isHead()) {
            return Uni.createFrom().item(answer(new EventStream.Final(dialect.contentType(), Frame.comment(""))));
        }
        StreamQuota.Slot slot = places.take(caller, endpoint);
        if (!hub.mayBeOver(interest.stream(), start)) {
            return Uni.createFrom()
                    .item(open(exchange, endpoint, caller, sight, wanted, interest, start, snapshotUrl, slot));
        }
        return hub.know(interest.stream())
                .ifNoItem()
                .after(PATIENCE)
                .recoverWithItem((Void) null)
                .onFailure()
                .recoverWithNull()
                .onCancellation()
                .invoke(slot::close)
                .emitOn(RequestContext.current())
                .map(known -> open(exchange, endpoint, caller, sight, wanted, interest, start, snapshotUrl, slot));
    }

    private Response open(
            Exchange exchange,
            Endpoint endpoint,
            Caller caller,
            Sight sight,
            Interest wanted,
            Interest interest,
            Start start,
            @Nullable String snapshotUrl,
            StreamQuota.Slot slot) {
        EventLoopLane lane = lanes.of(exchange.context());
        Runnable whenTold = () -> {};
        try {
            whenTold = pasts.admit(caller, interest, start);
            return switch (hub.open(interest, start, lane)) {
                case Opening.Over() -> {
                    whenTold.run();
                    slot.close();
                    yield Response.noContent().build();
                }
                case Opening.Full() -> throw full();
                case Opening.Open(Subscription subscription) -> {
                    StreamConnection connection = connect(
                            endpoint,
                            caller,
                            sight,
                            subscription,
                            recorder.stream(endpoint, caller, sight, wanted, lane),
                            lane,
                            snapshotUrl,
                            slot,
                            whenTold);
                    yield answer(new EventStream.Following(endpoint.dialect().contentType(), connection));
                }
            };
        } catch (RuntimeException | Error failure) {
            whenTold.run();
            slot.close();
            throw failure;
        }
    }

    /// The refusal when too many streams without any event are open, or sets with too many members: requests
    /// for made-up ids must not fill memory.
    static Refusal full() {
        return Refusal.later(Kind.LIMITED, "Too many streams are waited for", LIMITED_FOR);
    }

    /// Connects a stream. If this fails, everything that it holds is freed.
    private StreamConnection connect(
            Endpoint endpoint,
            Caller caller,
            Sight sight,
            Subscription subscription,
            @Nullable RecordedStream recorded,
            EventLoopLane lane,
            @Nullable String snapshotUrl,
            StreamQuota.Slot slot,
            Runnable whenTold) {
        Lease lease = null;
        StreamConnection added = null;
        try {
            lease = leases.open(caller, endpoint.scope(), end -> subscription.end(reason(end)));
            Lease held = lease;
            StreamConnection connection = new StreamConnection(
                    endpoint, caller, sight, subscription, recorded, lane, settings, snapshotUrl, whenTold, closed -> {
                        held.close();
                        slot.close();
                        streams.remove(closed);
                        listener.closed(endpoint.name(), subscription.endedBy().orElse(null));
                    });
            streams.add(connection);
            added = connection;
            connection.awaitStart();
            listener.opened(endpoint.name());
            return connection;
        } catch (RuntimeException | Error failure) {
            subscription.cancel();
            if (lease != null) {
                lease.close();
            }
            if (added != null) {
                streams.remove(added);
            }
            throw failure;
        }
    }

    private static EndOfStream reason(LeaseEnd end) {
        return switch (end) {
            case REVOKED -> EndOfStream.REVOKED;
            case EXPIRED -> EndOfStream.EXPIRED;
        };
    }

    private static Response answer(EventStream stream) {
        // as text, because the framework would write a MediaType in its own spelling
        return Response.ok(stream)
                .header(HttpHeaders.CONTENT_TYPE, stream.contentType())
                .build();
    }
}
