package io.dealstream.api;

import io.dealstream.access.Caller;
import io.dealstream.event.StreamKey;
import io.dealstream.hub.Delivery;
import io.dealstream.hub.EndOfStream;
import io.dealstream.hub.Subscription;
import io.dealstream.sse.Frame;
import io.dealstream.sse.SseConnection;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One open stream. It writes the deliveries of its subscription to its socket, at the socket's pace, and ends
/// the stream at its greatest age. Belongs to its lane; only [#start] and [#end] may be called from any thread.
final class StreamConnection implements MultiSubscriber<Delivery>, SseConnection.Owner {

    /// The most deliveries on their way to the socket.
    private static final int CREDIT = 256;

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final Endpoint endpoint;
    private final Caller caller;
    private final Sight sight;
    private final Subscription subscription;
    private final @Nullable RecordedStream recorded;
    private final EventLoopLane lane;
    private final StreamSettings settings;
    private final @Nullable String snapshotUrl;
    private final Runnable whenTold;
    private final Consumer<StreamConnection> afterwards;
    private final Function<Delivery.Message, Frame> encoder;
    private final long number = NUMBERS.incrementAndGet();
    private final long openedAt = System.nanoTime();

    private @Nullable SseConnection connection;
    private Flow.@Nullable Subscription upstream;
    private int owed;
    private long eventAt = openedAt;
    private long bookmarkAt = openedAt;
    private long retryMillis;
    private boolean over;

    /// @param recorded records deliveries in the ledger; null where there is no ledger
    /// @param snapshotUrl where the stream's current state can be read; null where there is no such place
    /// @param whenTold run when the reader's past was told, and when the stream is over
    /// @param afterwards called once when the stream is over, however it ends
    StreamConnection(
            Endpoint endpoint,
            Caller caller,
            Sight sight,
            Subscription subscription,
            @Nullable RecordedStream recorded,
            EventLoopLane lane,
            StreamSettings settings,
            @Nullable String snapshotUrl,
            Runnable whenTold,
            Consumer<StreamConnection> afterwards) {
        this.endpoint = endpoint;
        this.caller = caller;
        this.sight = sight;
        this.subscription = subscription;
        this.recorded = recorded;
        this.lane = lane;
        this.settings = settings;
        this.snapshotUrl = snapshotUrl;
        this.whenTold = whenTold;
        this.afterwards = afterwards;
        this.encoder = endpoint.dialect()::event;
    }

    /// Frees what the stream holds if it does not start in time, because its answer may fail on the way.
    void awaitStart() {
        lane.loop()
                .schedule(
                        () -> {
                            if (connection == null) {
                                closed();
                            }
                        },
                        settings.writeDeadline().toMillis());
    }

    /// Begins to write.
    ///
    /// @param keepHeaders whether the request's headers are still needed once the answer's head is sent.
    ///     Otherwise they are dropped: a browser's headers take more memory than the stream itself.
    void start(HttpServerRequest request, boolean keepHeaders) {
        lane.execute(() -> {
            if (over) {
                request.response().reset();
                return;
            }
            try {
                begin(request, keepHeaders);
            } catch (Throwable failure) {
                // otherwise neither the client nor the count of open streams would learn of it
                subscription.cancel();
                close(null);
                throw failure;
            }
        });
    }

    private void begin(HttpServerRequest request, boolean keepHeaders) {
        SseConnection opened =
                new SseConnection(lane.loop(), request, settings.writeDeadline().toMillis(), this);
        connection = opened;
        if (opened.start(endpoint.dialect().opening())) {
            if (!keepHeaders) {
                request.headers().clear();
                request.response().headers().clear();
            }
            subscription.subscribe(recorded == null ? this : recorded.to(this));
        } else {
            closed();
        }
    }

    /// Ends the stream with its closing frame.
    void end(EndOfStream reason) {
        subscription.end(reason);
    }

    /// Ends the stream so that its client reconnects to another replica.
    ///
    /// @param millis the time until the client reconnects, in ms
    void sendAway(EndOfStream reason, long millis) {
        lane.execute(() -> {
            retryMillis = millis;
            subscription.end(reason);
        });
    }

    /// The stream's id, unique on this replica.
    String id() {
        return Long.toString(number);
    }

    /// The text in which operators search.
    String label() {
        StreamKey stream = subscription.stream();
        String user = caller.rights().user();
        return String.join(
                "\n",
                id(),
                endpoint.name(),
                stream.tenant().id(),
                stream.subject().kind(),
                stream.subject().id(),
                caller.name(),
                user == null ? "" : user);
    }

    /// Describes the stream's present state, on its lane.
    CompletableFuture<OpenStream> describe() {
        CompletableFuture<OpenStream> description = new CompletableFuture<>();
        Instant since = Instant.now().minusNanos(System.nanoTime() - openedAt);
        StreamKey stream = subscription.stream();
        subscription.look((lastId, queuedBytes) -> description.complete(new OpenStream(
                id(),
                endpoint.name(),
                stream.tenant().id(),
                stream.subject().id(),
                caller.name(),
                caller.rights().user(),
                since,
                lastId.orElse(null),
                queuedBytes)));
        return description;
    }

    /// Whether the stream may move: its client would miss nothing, and it has been open for that long.
    boolean mayMove(Duration age) {
        return endpoint.dialect().resumes() && System.nanoTime() - openedAt >= age.toNanos();
    }

    @Override
    public void onSubscribe(Flow.Subscription started) {
        upstream = started;
        started.request(CREDIT);
    }

    @Override
    public void onItem(Delivery delivery) {
        Frame frame = switch (delivery) {
            case Delivery.Message message -> {
                eventAt = System.nanoTime();
                yield sight.see(message).wireForm(endpoint.dialect(), Frame.class, encoder);
            }
            case Delivery.Bookmark bookmark -> {
                bookmarkAt = System.nanoTime();
                if (bookmark.live()) {
                    whenTold.run();
                }
                yield endpoint.dialect().bookmark(bookmark.id());
            }
            case Delivery.Reset reset -> endpoint.dialect().reset(reset.reason(), snapshotUrl);
        };
        owed++;
        if (connection != null && (frame == null ? !connection.isClosed() : connection.write(frame))) {
            ready();
        }
    }

    @Override
    public void onFailure(Throwable failure) {
        close(null);
    }

    @Override
    public void onCompletion() {
        Frame last = null;
        try {
            last = farewell(subscription.endedBy().orElse(EndOfStream.SHUTTING_DOWN));
        } finally {
            close(last);
        }
    }

    private @Nullable Frame farewell(EndOfStream reason) {
        Frame closing = endpoint.dialect().closing(reason);
        Frame retry = retryMillis > 0 ? endpoint.dialect().retry(retryMillis) : null;
        return retry == null ? closing : Frame.of(retry, closing);
    }

    @Override
    public void ready() {
        if (upstream != null && owed > 0) {
            int credit = owed;
            owed = 0;
            upstream.request(credit);
        }
    }

    @Override
    public void closed() {
        try {
            subscription.cancel();
        } finally {
            over();
        }
    }

    @Override
    public long look(long now, long silence) {
        if (recorded != null) {
            recorded.look();
        }
        if (now - openedAt > settings.maxAge().toNanos()) {
            subscription.end(EndOfStream.MAX_AGE);
            return 0;
        }
        if (endpoint.idle() != null && now - eventAt > endpoint.idle().toNanos()) {
            subscription.end(EndOfStream.IDLE);
            return 0;
        }
        if (now - Math.max(eventAt, bookmarkAt) > settings.bookmark().toNanos()) {
            bookmarkAt = now;
            subscription.bookmark();
        }
        long heartbeat = endpoint.heartbeat().toMillis();
        if (silence >= heartbeat && connection != null) {
            connection.write(endpoint.dialect().heartbeat());
            return heartbeat;
        }
        long untilIdle =
                endpoint.idle() == null ? heartbeat : endpoint.idle().toMillis() - (now - eventAt) / NANOS_PER_MILLI;
        return Math.min(heartbeat - silence, untilIdle);
    }

    private void close(@Nullable Frame last) {
        try {
            if (connection != null) {
                connection.close(last);
            }
        } finally {
            over();
        }
    }

    private void over() {
        if (!over) {
            over = true;
            if (recorded != null) {
                recorded.end();
            }
            whenTold.run();
            afterwards.accept(this);
        }
    }
}
