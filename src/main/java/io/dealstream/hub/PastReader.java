package io.dealstream.hub;

import io.dealstream.event.Event;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/// Takes in what [History] tells one reader, chunk by chunk, on the reader's lane.
final class PastReader implements MultiSubscriber<Event> {

    /// Who is told. Called on its lane, and not after [PastReader#stop()].
    interface Listener {

        /// The next event of the past.
        void recalled(Event event);

        /// The past cannot be told.
        void lost(ResetReason reason);

        /// The past is told.
        void told();

        /// Runs a task on the lane.
        void run(Runnable task);

        /// There may be something to ask for.
        void drain();
    }

    /// How many events it asks for at once at the most.
    private static final int CHUNK = 128;
    /// So few that even the largest events hardly take more than a reader's queue may hold.
    private static final int FIRST_CHUNK = 4;

    private final Listener listener;
    private final long chunkBytes;
    private Flow.@Nullable Subscription upstream;
    private int requested;
    private int chunk = FIRST_CHUNK;
    private long largest;
    private boolean stopped;

    /// @param chunkBytes about how much it asks for at once
    PastReader(Listener listener, long chunkBytes) {
        this.listener = listener;
        this.chunkBytes = chunkBytes;
    }

    void read(Multi<Event> past) {
        past.subscribe().withSubscriber(this);
    }

    /// Asks for the next chunk once the last one has come.
    ///
    /// @return whether it was time to
    boolean more() {
        if (upstream == null || requested > 0) {
            return false;
        }
        if (largest > 0) {
            // as if all of the next chunk were as large as the largest of this one
            chunk = Math.clamp(chunkBytes / largest, 1, CHUNK);
            largest = 0;
        }
        requested = chunk;
        upstream.request(chunk);
        return true;
    }

    void stop() {
        stopped = true;
        if (upstream != null) {
            upstream.cancel();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        listener.run(() -> {
            if (stopped) {
                subscription.cancel();
            } else {
                upstream = subscription;
                listener.drain();
            }
        });
    }

    @Override
    public void onItem(Event event) {
        unlessStopped(() -> {
            requested--;
            largest = Math.max(largest, event.weight());
            listener.recalled(event);
        });
    }

    @Override
    public void onFailure(Throwable failure) {
        unlessStopped(
                () -> listener.lost(failure instanceof History.LostPast lost ? lost.reason() : ResetReason.EXPIRED));
    }

    @Override
    public void onCompletion() {
        unlessStopped(listener::told);
    }

    private void unlessStopped(Runnable task) {
        listener.run(() -> {
            if (!stopped) {
                task.run();
            }
        });
    }
}
