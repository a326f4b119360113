package io.dealstream.intake;

import io.dealstream.decode.Decoding;
import io.dealstream.decode.Reason;
import io.dealstream.decode.RecentIds;
import io.dealstream.event.Event;
import io.dealstream.event.EventType;
import io.dealstream.event.Facts;
import io.dealstream.event.Position;
import io.dealstream.hub.HubSettings;
import io.dealstream.hub.UsualHub;
import io.dealstream.kafka.KafkaClients;
import io.dealstream.kafka.Names;
import io.dealstream.tasks.Faults;
import io.dealstream.tasks.Task;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.CommonClientConfigs;

/// An intake without the rest of the application, and what came out of it.
final class Replica implements EventSink, IntakeListener, AutoCloseable {

    private record Reading(Duration warmUp, long firstRecords, Duration discoveryInterval, int rememberedIds)
            implements IntakeSettings {}

    private record Keeping(String group, Duration commitInterval) implements DeadLetterSettings {}

    /// The bounds of a hub that remembers a quarter of an hour.
    static final HubSettings MEMORY =
            UsualHub.settings(1, Duration.ofMinutes(15), Duration.ofHours(24), Duration.ofMinutes(3), 1);

    final List<Event> events = new CopyOnWriteArrayList<>();
    /// What was read behind.
    final List<Event> earlier = Collections.synchronizedList(new ArrayList<>());
    /// What came when, apart from events.
    final List<String> story = new CopyOnWriteArrayList<>();
    final List<Position> floors = new CopyOnWriteArrayList<>();
    final List<Reason> rejected = new CopyOnWriteArrayList<>();
    final Map<Loss, Long> lost = new ConcurrentHashMap<>();
    final AtomicLong horizon = new AtomicLong(Long.MIN_VALUE);
    final AtomicLong ticks = new AtomicLong();
    final AtomicLong lettersWritten = new AtomicLong();
    final AtomicLong delayed = new AtomicLong();
    final IntakeStatus status = new IntakeStatus();
    volatile String poison = "";
    final AtomicLong taken = new AtomicLong();
    final AtomicLong repeats = new AtomicLong();
    final AtomicLong recordsFailed = new AtomicLong();
    final List<Task> failed = new CopyOnWriteArrayList<>();
    private final Faults faults = new Faults(failed::add, Clock.systemUTC());

    private final Intake intake;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    private Replica(String bootstrapServers, Names names, StartPolicy warmUp) {
        this.intake = new Intake(new Intake.Parts(
                new KafkaClients(Map.of(
                        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        "200")),
                names,
                new Reading(Duration.ZERO, 0, Duration.ofMillis(500), 0),
                warmUp,
                new Keeping(names.prefix(), Duration.ofMillis(500)),
                Decoding.decoder(),
                new RecentIds(100_000, new SplittableRandom()),
                this,
                this,
                status,
                Clock.systemUTC(),
                faults));
    }

    /// A running intake that begins a quarter of an hour in the past.
    static Replica start(String bootstrapServers, Names names) {
        return start(bootstrapServers, names, Duration.ofMinutes(15));
    }

    static Replica start(String bootstrapServers, Names names, Duration warmUp) {
        return start(bootstrapServers, names, new WarmUp(warmUp, MEMORY, 100_000, Clock.systemUTC()));
    }

    static Replica start(String bootstrapServers, Names names, StartPolicy warmUp) {
        Replica replica = new Replica(bootstrapServers, names, warmUp);
        replica.intake.start();
        return replica;
    }

    /// The values of the events so far.
    List<String> values() {
        return values(events);
    }

    /// The values of what was read behind so far.
    List<String> earlierValues() {
        return values(List.copyOf(earlier));
    }

    private static List<String> values(List<Event> events) {
        return events.stream()
                .map(event -> new String(event.value(), StandardCharsets.UTF_8))
                .toList();
    }

    /// Holds the intake's threads up at the next event.
    void block() {
        gate = new CountDownLatch(1);
    }

    void unblock() {
        gate.countDown();
    }

    @Override
    public void begins(Position floor) {
        story.add("begins");
        floors.add(floor);
    }

    @Override
    public void awaitEarlier(long since) {
        story.add("awaits");
    }

    @Override
    public void beginsEarlier(Position floor) {
        story.add("begins earlier");
    }

    @Override
    public void earlier(Event event, Facts facts) {
        if (poison.equals(new String(event.value(), StandardCharsets.UTF_8))) {
            throw new StackOverflowError();
        }
        earlier.add(event);
        await(gate);
    }

    @Override
    public void earlierDone() {
        story.add("done");
    }

    @Override
    public void publish(Event event, Facts facts) {
        if (poison.equals(new String(event.value(), StandardCharsets.UTF_8))) {
            throw new StackOverflowError();
        }
        events.add(event);
        await(gate);
    }

    private static void await(CountDownLatch open) {
        try {
            open.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void horizon(long epochMillis) {
        horizon.set(epochMillis);
    }

    @Override
    public void completeAsOf(long epochMillis) {}

    @Override
    public void tick() {
        ticks.incrementAndGet();
    }

    @Override
    public void sweep() {}

    @Override
    public void recordTaken(EventType type) {
        taken.incrementAndGet();
    }

    @Override
    public void repeatDropped() {
        repeats.incrementAndGet();
    }

    @Override
    public void recordRejected(Reason reason) {
        rejected.add(reason);
    }

    @Override
    public void recordFailed() {
        recordsFailed.incrementAndGet();
    }

    @Override
    public void recordsLost(String topic, long count, Loss loss) {
        lost.merge(loss, count, Long::sum);
    }

    @Override
    public void deadLetterWritten(String topic, Reason reason, boolean whole) {
        lettersWritten.incrementAndGet();
    }

    @Override
    public void deadLettersDelayed(String topic) {
        delayed.incrementAndGet();
    }

    @Override
    public void close() {
        unblock();
        intake.stop();
    }
}
