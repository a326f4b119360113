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

/// One poll under way. Lives on its lane.
final class Poll implements MultiSubscriber<Delivery> {

    /// How long an answer may take beyond its wait; a second less than what is promised.
    private static final Duration GRACE = Duration.ofSeconds(4);

    private static final Duration LATER = Duration.ofSeconds(5);

    private final Subscription subscription;
    private final EventLoopLane lane;
    private final int limit;
    private final Duration wait;
    private final UniEmitter<? super PollAnswer> emitter;
    private final Runnable whenTold;
    private final long startedAt = System.nanoTime();
    private List<Delivery.Message> events = new ArrayList<>();
    private @Nullable String lastEventId;
    private @Nullable ResetReason reset;
    private boolean live;
    private boolean done;

    /// @param whenTold run when the past is told, and when the poll is over
    Poll(
            Subscription subscription,
            EventLoopLane lane,
            int limit,
            Duration wait,
            @Nullable String from,
            Runnable whenTold,
            UniEmitter<? super PollAnswer> emitter) {
        this.subscription = subscription;
        this.lane = lane;
        this.limit = limit;
        this.wait = wait;
        this.lastEventId = from;
        this.whenTold = whenTold;
        this.emitter = emitter;
    }

    void start() {
        emitter.onTermination(() -> {
            whenTold.run();
            subscription.cancel();
            lane.execute(() -> done = true);
        });
        subscription.subscribe(this);
        lane.loop().schedule(this::answerAnyway, wait.plus(GRACE).toMillis());
    }

    /// Time is up. What was read of the past by then is an answer; where there is nothing yet, Kafka is silent, or is
    /// being read: the client keeps its id and comes again.
    private void answerAnyway() {
        if (live || !events.isEmpty()) {
            finish(!live, null);
        } else {
            fail(Refusal.later(Refusal.Kind.NOT_READY, "The past cannot be read right now", LATER));
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription upstream) {
        // one more than asked for tells whether there is more; besides come a reset and two bookmarks at most
        upstream.request(limit + 4L);
    }

    @Override
    public void onItem(Delivery delivery) {
        if (done) {
            return;
        }
        switch (delivery) {
            case Delivery.Message message -> {
                if (events.size() == limit) {
                    finish(true, null);
                    return;
                }
                events.add(message);
                lastEventId = message.id();
                if (live) {
                    // whatever came with it in one go is taken along
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
        fail(failure);
    }

    @Override
    public void onCompletion() {
        finish(false, subscription.endedBy().orElse(null));
    }

    private void fail(Throwable failure) {
        if (!done) {
            done = true;
            events = List.of();
            emitter.fail(failure);
            subscription.cancel();
        }
    }

    private void finish(boolean hasMore, @Nullable EndOfStream ended) {
        if (!done) {
            done = true;
            emitter.complete(new PollAnswer(events, lastEventId, hasMore, reset, ended));
            // the timer keeps the poll for a while, but need not keep what was in it
            events = List.of();
            subscription.cancel();
        }
    }
}
