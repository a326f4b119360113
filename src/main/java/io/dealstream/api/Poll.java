package io.dealstream.api;

import io.dealstream.hub.Delivery;
import io.dealstream.hub.EndOfStream;
import io.dealstream.hub.ResetReason;
import io.dealstream.hub.Subscription;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/// One poll that is not answered yet. Belongs to its lane.
final class Poll implements MultiSubscriber<Delivery> {

    /// How long an answer may take beyond the requested wait: a second less than the promised time.
    private static final Duration GRACE = Duration.ofSeconds(4);

    private static final Duration LATER = Duration.ofSeconds(5);

    /// The most bytes in an answer, whatever its limit: the next poll goes on from there.
    private static final long MOST_BYTES = 8 << 20;

    private final Subscription subscription;
    private final Sight sight;
    private final EventLoopLane lane;
    private final int limit;
    private final Duration wait;
    private final UniEmitter<? super PollAnswer> emitter;
    private final Runnable whenTold;
    private final long startedAt = System.nanoTime();
    private List<Delivery.Message> events = new ArrayList<>();
    private @Nullable String lastEventId;
    private @Nullable ResetReason reset;
    private long bytes;
    private boolean live;
    private boolean done;
    private Runnable afterwards = () -> {};

    /// @param limit the most events in the answer
    /// @param wait how long to wait for an event
    /// @param from the id that the client sent; null where it sent none
    /// @param whenTold run when the past was told; never where it is not
    Poll(
            Subscription subscription,
            Sight sight,
            EventLoopLane lane,
            int limit,
            Duration wait,
            @Nullable String from,
            Runnable whenTold,
            UniEmitter<? super PollAnswer> emitter) {
        this.subscription = subscription;
        this.sight = sight;
        this.lane = lane;
        this.limit = limit;
        this.wait = wait;
        this.lastEventId = from;
        this.whenTold = whenTold;
        this.emitter = emitter;
    }

    /// Begins. Must be called on the lane.
    ///
    /// @param release run once when the poll is over, however it ends
    void start(Runnable release) {
        afterwards = release;
        emitter.onTermination(this::leave);
        try {
            subscription.subscribe(this);
            lane.loop().schedule(this::answerAnyway, wait.plus(GRACE).toMillis());
        } catch (RuntimeException | Error failure) {
            onFailure(failure);
        }
    }

    /// Ends the poll because its client is gone. Any thread may call this.
    void leave() {
        lane.execute(() -> finish(false, null));
    }

    /// Answers with a refusal. Any thread may call this.
    void refuse(Refusal refusal) {
        lane.execute(() -> onFailure(refusal));
    }

    /// Answers at once because this replica shuts down. The answer holds the events so far, so the client goes
    /// on from there at another replica. If the past has not begun to be told, an empty answer would be wrong,
    /// so the client is refused and asked to try again. Any thread may call this.
    void sendAway() {
        lane.execute(() -> answerWithWhatThereIs(Availability.goingDown()));
    }

    /// Answers when the time is up. The part of the past that was read by then is an answer. If there is none,
    /// Kafka is away or still being read: the client is refused, keeps its id and tries again.
    private void answerAnyway() {
        answerWithWhatThereIs(Refusal.later(Refusal.Kind.NOT_READY, "The past cannot be read right now", LATER));
    }

    private void answerWithWhatThereIs(Refusal otherwise) {
        if (live || !events.isEmpty()) {
            finish(!live, null);
        } else {
            onFailure(otherwise);
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription upstream) {
        // one event more than the limit tells whether there are more; a reset and two bookmarks may come, too
        upstream.request(limit + 4L);
    }

    @Override
    public void onItem(Delivery delivery) {
        if (done) {
            return;
        }
        switch (delivery) {
            case Delivery.Message message -> {
                bytes += message.event().weight();
                if (events.size() == limit || (bytes > MOST_BYTES && !events.isEmpty())) {
                    finish(true, null);
                    return;
                }
                events.add(sight.see(message));
                lastEventId = message.id();
                if (live) {
                    // events that came in the same turn are included
                    lane.execute(() -> finish(false, null));
                }
            }
            case Delivery.Reset(ResetReason reason) -> reset = reason;
            case Delivery.Bookmark(String id, boolean present) -> {
                lastEventId = id;
                if (!live && present) {
                    live = true;
                    whenTold.run();
                    long left = wait.minusNanos(System.nanoTime() - startedAt).toMillis();
                    if (!events.isEmpty() || reset != null || left <= 0) {
                        finish(false, null);
                    } else {
                        lane.loop().schedule(() -> finish(false, null), left);
                    }
                }
            }
        }
    }

    @Override
    public void onFailure(Throwable failure) {
        over(() -> emitter.fail(failure));
    }

    @Override
    public void onCompletion() {
        finish(false, subscription.endedBy().orElse(null));
    }

    private void finish(boolean hasMore, @Nullable EndOfStream ended) {
        over(() -> emitter.complete(new PollAnswer(events, lastEventId, hasMore, reset, ended)));
    }

    private void over(Runnable answer) {
        if (done) {
            return;
        }
        done = true;
        try {
            // before the answer, after which the client may come again at once
            subscription.cancel();
            afterwards.run();
        } finally {
            answer.run();
            // the timer keeps the poll for a while, but it need not keep the events
            events = List.of();
        }
    }
}
