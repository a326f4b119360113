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

    /// How much an answer holds, whatever its limit: the next poll goes on from there.
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

    /// @param whenTold run when the past is told, if it is
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

    /// Begins, on the lane.
    ///
    /// @param release done once when it is over, however it ends
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

    /// Nobody waits for the answer any more. Any thread may call.
    void leave() {
        lane.execute(() -> finish(false, null));
    }

    /// It may go on no longer. Any thread may call.
    void refuse(Refusal refusal) {
        lane.execute(() -> onFailure(refusal));
    }

    /// Answers at once, because this replica goes down: with what has come, so that the client goes on from there at
    /// another one. A client whose past has not begun to be told would take "nothing" for the truth: it is put off.
    /// Any thread may call.
    void sendAway() {
        lane.execute(() -> answerWithWhatThereIs(Availability.goingDown()));
    }

    /// Time is up. What was read of the past by then is an answer; where there is nothing yet, Kafka is silent, or is
    /// being read: the client keeps its id and comes again.
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
                bytes += message.event().weight();
                if (events.size() == limit || (bytes > MOST_BYTES && !events.isEmpty())) {
                    finish(true, null);
                    return;
                }
                events.add(sight.see(message));
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
            // the timer keeps the poll for a while, but need not keep what was in it
            events = List.of();
        }
    }
}
