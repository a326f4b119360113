package io.dealstream.hub;

import io.dealstream.event.Event;
import io.dealstream.event.EventType;
import io.dealstream.event.Facts;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/// What it costs the intake to hand an event to the reader of an organisation whose events come from many partitions,
/// and what the event loop adds for its id.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SpreadBenchmark {

    private static final int POLL = 200;
    private static final StreamKey ORGANISATION = new StreamKey(new Tenant("org_7"), Subject.whole("organisation"));
    private static final EventType TYPE = new EventType("processing.progress", "processing");

    /// How many partitions the events come from by turns, five topics together.
    @Param({"1", "60", "120", "300"})
    public int partitions;

    private final EventHub hub = new EventHub(
            UsualHub.settings(64 << 20, Duration.ofMinutes(15), Duration.ofHours(24), Duration.ofMinutes(3), 1 << 20),
            InstantSource.system(),
            subject -> null,
            UsualHub.noPast(),
            HubListener.NONE);
    private final byte[] value = "{\"deal_id\":42,\"stage\":\"parsing_with_llm\",\"progress\":40}"
            .getBytes(StandardCharsets.UTF_8);
    private List<Partition> all = List.of();
    private long number;
    private boolean asksForIds;

    /// One reader on the thread that publishes.
    @Setup
    public void open() {
        all = IntStream.range(0, partitions)
                .mapToObj(i -> new Partition("topic-" + i % 5, i / 5, 100 + i % 5))
                .toList();
        all.forEach(partition -> hub.begins(new Position(partition, -1, 0)));
        hub.horizon(System.currentTimeMillis());
        if (hub.open(Interest.all(ORGANISATION), new Start.Now(), new Here()) instanceof Opening.Open(var stream)) {
            stream.subscribe(new Taker());
        }
    }

    /// The intake's part.
    @Benchmark
    public void publish() {
        asksForIds = false;
        one();
    }

    /// With the event loop's.
    @Benchmark
    public void publishAndId() {
        asksForIds = true;
        one();
    }

    private void one() {
        long now = System.currentTimeMillis();
        long n = number++;
        Position position = new Position(all.get((int) (n % partitions)), 1_000_000_000L + n / partitions, now);
        hub.publish(
                new Event(
                        ORGANISATION.tenant(),
                        TYPE,
                        List.of(ORGANISATION.subject()),
                        null,
                        value,
                        "id",
                        now,
                        now,
                        position,
                        null),
                Facts.NONE);
        if (n % POLL == 0) {
            hub.horizon(now);
        }
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
    private final class Taker implements MultiSubscriber<Delivery> {

        private int length;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onItem(Delivery delivery) {
            if (asksForIds && delivery instanceof Delivery.Message message) {
                length += message.id().length();
            }
        }

        @Override
        public void onFailure(Throwable failure) {}

        @Override
        public void onCompletion() {}
    }
}
