package io.dealstream.history;

import io.dealstream.event.Event;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/// A reader that asks for as much as the test says. A test may make one that fails.
class Follower implements MultiSubscriber<Event> {

    final List<Event> events = new CopyOnWriteArrayList<>();
    volatile @Nullable Throwable failure;
    volatile boolean completed;

    private final long firstDemand;
    private volatile Flow.@Nullable Subscription upstream;

    Follower(long firstDemand) {
        this.firstDemand = firstDemand;
    }

    void request(long count) {
        Objects.requireNonNull(upstream).request(count);
    }

    void cancel() {
        Objects.requireNonNull(upstream).cancel();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        upstream = subscription;
        if (firstDemand > 0) {
            subscription.request(firstDemand);
        }
    }

    @Override
    public void onItem(Event event) {
        events.add(event);
    }

    @Override
    public void onFailure(Throwable thrown) {
        failure = thrown;
    }

    @Override
    public void onCompletion() {
        completed = true;
    }
}
