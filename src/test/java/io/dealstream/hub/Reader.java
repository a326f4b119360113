package io.dealstream.hub;

import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/// A reader with a lane of its own that runs only when the test says so.
class Reader implements Lane, MultiSubscriber<Delivery> {

    final List<Delivery> received = new ArrayList<>();

    @Nullable
    Subscription subscription;

    @Nullable
    Throwable failure;

    boolean completed;

    /// Where it was opened.
    @Nullable
    EventHub hub;

    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final long firstDemand;
    private Flow.@Nullable Subscription upstream;
    private boolean running;

    Reader(long firstDemand) {
        this.firstDemand = firstDemand;
    }

    static Reader greedy() {
        return new Reader(Long.MAX_VALUE);
    }

    /// Opens a stream and runs the lane until it is idle.
    Reader open(EventHub at, Interest interest, Start start) {
        hub = at;
        if (at.open(interest, start, this) instanceof Opening.Open(Subscription open)) {
            subscription = open;
            open.subscribe(this);
            run();
        }
        return this;
    }

    /// Whether the answer was that nothing will ever come.
    boolean isOver() {
        return subscription == null;
    }

    void run() {
        running = true;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        running = false;
    }

    void request(long count) {
        java.util.Objects.requireNonNull(upstream).request(count);
        run();
    }

    /// Takes one task of the lane and drops all that come after: what a cut connection does.
    void cut() {
        java.util.Objects.requireNonNull(subscription).cancel();
        run();
    }

    List<Delivery.Message> messages() {
        return received.stream()
                .filter(Delivery.Message.class::isInstance)
                .map(Delivery.Message.class::cast)
                .toList();
    }

    /// The values of the events received, as text.
    List<String> values() {
        return messages().stream()
                .map(message -> new String(message.event().value(), java.nio.charset.StandardCharsets.UTF_8))
                .toList();
    }

    List<ResetReason> resets() {
        return received.stream()
                .filter(Delivery.Reset.class::isInstance)
                .map(delivery -> ((Delivery.Reset) delivery).reason())
                .toList();
    }

    /// The id that an EventSource would send now.
    @Nullable
    String lastId() {
        for (Delivery delivery : received.reversed()) {
            switch (delivery) {
                case Delivery.Message message -> {
                    return message.id();
                }
                case Delivery.Bookmark bookmark -> {
                    return bookmark.id();
                }
                case Delivery.Reset reset -> {}
            }
        }
        return null;
    }

    @Override
    public boolean isCurrent() {
        return running;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        upstream = subscription;
        if (firstDemand > 0) {
            subscription.request(firstDemand);
        }
    }

    @Override
    public void onItem(Delivery item) {
        received.add(item);
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
