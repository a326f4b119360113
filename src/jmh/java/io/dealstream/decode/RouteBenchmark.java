package io.dealstream.decode;

import io.dealstream.event.Event;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import io.dealstream.hub.Delivery;
import io.dealstream.hub.EventHub;
import io.dealstream.hub.HubListener;
import io.dealstream.hub.UsualHub;
import io.dealstream.hub.Interest;
import io.dealstream.hub.Lane;
import io.dealstream.hub.Opening;
import io.dealstream.hub.Start;
import io.dealstream.progress.ProgressFactory;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What it costs the hub to take an event in (journal, state of its deal) and to hand it to the readers of its
/// deal, on the thread that brought it and without a socket.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RouteBenchmark {

    private static final int EVENTS = 8_192;
    private static final int POLL = 4_000;

    /// Readers of each deal that has an event among the samples.
    @Param({"0", "1", "10"})
    public int readers;

    private final EventHub hub = new EventHub(
            UsualHub.settings(128 << 20, Duration.ofMinutes(15), Duration.ofHours(24), Duration.ofMinutes(3), 1 << 20),
            InstantSource.system(),
            new ProgressFactory(Duration.ofSeconds(30), 10_000),
            UsualHub.noPast(),
            HubListener.NONE);
    private List<Decoded.Accepted> events = List.of();
    private long offset;

    @Setup
    public void openStreams() {
        events = Samples.events(EVENTS);
        hub.begins(new Position(events.getFirst().event().position().partition(), -1, 0));
        events.stream().map(Decoded.Accepted::event).map(RouteBenchmark::deal).distinct().forEach(deal -> {
            for (int i = 0; i < readers; i++) {
                if (hub.open(Interest.all(deal), new Start.Now(), new Here()) instanceof Opening.Open(var stream)) {
                    stream.subscribe(new Taker());
                }
            }
        });
    }

    @Benchmark
    public void publish() {
        Decoded.Accepted sample = events.get((int) (offset & (EVENTS - 1)));
        long now = System.currentTimeMillis();
        hub.publish(at(sample.event(), now), sample.facts());
        if (++offset % POLL == 0) {
            hub.horizon(now);
        }
    }

    private Event at(Event event, long now) {
        Position position = new Position(event.position().partition(), offset, now);
        return new Event(
                event.tenant(),
                event.type(),
                event.subjects(),
                event.document(),
                event.value(),
                event.id(),
                now,
                now,
                position,
                null);
    }

    private static StreamKey deal(Event event) {
        return new StreamKey(event.tenant(), event.subjects().getFirst());
    }

    /// The lane of whoever calls.
    private static final class Here implements Lane {

        @Override
        public boolean isCurrent() {
            return true;
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }
    }

    /// Takes whatever comes.
    private static final class Taker implements MultiSubscriber<Delivery> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onItem(Delivery delivery) {}

        @Override
        public void onFailure(Throwable failure) {}

        @Override
        public void onCompletion() {}
    }
}
