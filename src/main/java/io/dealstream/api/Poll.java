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

    private final Subscription subscription;
    private final EventLoopLane lane;
    private final int limit;
    private final Duration wait;
    private final UniEmitter<? super PollAnswer> emitter;
    private final List<Delivery.Message> events = new ArrayList<>();
    private @Nullable String lastEventId;
    private @Nullable ResetReason reset;
    private boolean live;
    private boolean done;

    Poll(
            Subscription subscription,
            EventLoopLane lane,
            int limit,
            Duration wait,
            @Nullable String from,
            UniEmitter<? super PollAnswer> emitter) {
        this.subscription = subscription;
        this.lane = lane;
        this.limit = limit;
        this.wait = wait;
        this.lastEventId = from;
        this.emitter = emitter;
    }

    void start() {
        emitter.onTermination(subscription::cancel);
        subscription.subscribe(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription upstream) {
        // one more than asked for tells whether there is more; besides come a reset and two bookmarks at most
        upstream.request(limit + 4L);
    }

    @Override
    public void onItem(Delivery delivery) {
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
                    if (!events.isEmpty() || reset != null || wait.isZero()) {
                        finish(false, null);
                    } else {
                        lane.loop().schedule(() -> finish(false, null), wait.toMillis());
                    }
                }
            }
        }
    }

    @Override
    public void onFailure(Throwable failure) {
        if (!done) {
            done = true;
            emitter.fail(failure);
        }
    }

    @Override
    public void onCompletion() {
        finish(false, subscription.endedBy().orElse(null));
    }

    private void finish(boolean hasMore, @Nullable EndOfStream ended) {
        if (!done) {
            done = true;
            emitter.complete(new PollAnswer(events, lastEventId, hasMore, reset, ended));
            subscription.cancel();
        }
    }
}
