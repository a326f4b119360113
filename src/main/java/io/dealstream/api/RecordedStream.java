package io.dealstream.api;

import io.dealstream.hub.Delivery;
import io.dealstream.ledger.Account;
import io.dealstream.ledger.Ledger;
import io.dealstream.ledger.Showing;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/// Stands between a subscription and its stream. It holds back each event until the ledger has recorded that
/// the event may be shown. No more events wait here than the stream has requested. Belongs to the stream's
/// lane.
final class RecordedStream implements MultiSubscriber<Delivery> {

    private final Ledger ledger;
    private final Account account;
    private final EventLoopLane lane;
    private @Nullable MultiSubscriber<Delivery> stream;
    private Flow.@Nullable Subscription upstream;
    /// The deliveries that wait; null while none has to.
    private @Nullable ArrayDeque<Delivery> held;
    /// How often a delivery had to wait.
    private int holds;

    private boolean completed;

    RecordedStream(Ledger ledger, Showing showing, EventLoopLane lane) {
        this.ledger = ledger;
        this.lane = lane;
        this.account = ledger.open(showing, lane, this::release);
    }

    /// Sets the stream that gets the deliveries.
    RecordedStream to(MultiSubscriber<Delivery> reader) {
        stream = reader;
        return this;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        upstream = subscription;
        stream().onSubscribe(subscription);
    }

    @Override
    public void onItem(Delivery delivery) {
        if (held != null) {
            held.add(delivery);
        } else if (mayPass(delivery)) {
            stream().onItem(delivery);
        } else {
            held = new ArrayDeque<>();
            held.add(delivery);
            await();
        }
    }

    private boolean mayPass(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Message message -> account.admits(message);
            case Delivery.Reset _ -> {
                account.cut();
                yield true;
            }
            case Delivery.Bookmark _ -> true;
        };
    }

    /// Lets the first delivery pass after [Recorder#PATIENCE], if the ledger has not recorded it by then.
    private void await() {
        int hold = ++holds;
        lane.loop()
                .schedule(
                        () -> {
                            if (held != null && hold == holds) {
                                ledger.waitedInVain();
                                release();
                            }
                        },
                        Recorder.PATIENCE.toMillis());
    }

    /// Lets the deliveries pass that are recorded.
    private void release() {
        ArrayDeque<Delivery> waiting = held;
        if (waiting == null) {
            return;
        }
        try {
            // the stream may request more meanwhile, which waits behind these
            do {
                stream().onItem(waiting.remove());
            } while (held != null && !waiting.isEmpty() && mayPass(waiting.element()));
        } catch (RuntimeException | Error failure) {
            // nothing else would end the stream, and its client would miss an event
            if (upstream != null) {
                upstream.cancel();
            }
            onFailure(failure);
            throw failure;
        }
        if (held == null) {
            return;
        }
        if (!waiting.isEmpty()) {
            await();
            return;
        }
        held = null;
        if (completed) {
            stream().onCompletion();
        }
    }

    @Override
    public void onFailure(Throwable failure) {
        held = null;
        stream().onFailure(failure);
    }

    @Override
    public void onCompletion() {
        completed = true;
        if (held == null) {
            stream().onCompletion();
        }
    }

    /// Called at intervals: checks whether the ledger takes too long.
    void look() {
        account.look();
    }

    /// Takes note that the stream is over. No delivery passes any more.
    void end() {
        held = null;
        account.end();
    }

    private MultiSubscriber<Delivery> stream() {
        return Objects.requireNonNull(stream);
    }
}
