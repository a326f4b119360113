package io.dealstream.intake;

import io.dealstream.decode.Decoding;
import io.dealstream.decode.RecentIds;
import io.dealstream.event.Event;
import io.dealstream.event.Facts;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;
import io.dealstream.hub.EventHub;
import io.dealstream.hub.HubListener;
import io.dealstream.hub.HubSettings;
import io.dealstream.hub.UsualHub;
import io.dealstream.kafka.EventTopics;
import io.dealstream.kafka.KafkaClients;
import io.dealstream.kafka.Names;
import io.dealstream.kafka.Timeline;
import io.dealstream.progress.DealProgress;
import io.dealstream.progress.DocumentProgress;
import io.dealstream.progress.ProgressFactory;
import io.dealstream.stalls.StallListener;
import io.dealstream.stalls.StallSettings;
import io.dealstream.stalls.Stalls;
import io.dealstream.tasks.Faults;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.CommonClientConfigs;

/// An intake with a hub, whose pending documents are looked after, without the rest of the application.
final class WatchfulReplica implements StallListener, AutoCloseable {

    private record Reading(Duration warmUp, long firstRecords, Duration discoveryInterval, int rememberedIds)
            implements IntakeSettings {}

    private record Letters(String group, Duration commitInterval) implements DeadLetterSettings {}

    private record Patience(Optional<Duration> after, Map<String, Duration> stages, String group, int documents)
            implements StallSettings {}

    final IntakeStatus status = new IntakeStatus();
    final AtomicInteger written = new AtomicInteger();
    final AtomicInteger delayed = new AtomicInteger();
    final AtomicInteger heldUp = new AtomicInteger();
    private final EventHub hub;
    private final Intake intake;
    private final Stalls stalls;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile CountDownLatch writing = new CountDownLatch(0);

    private WatchfulReplica(String bootstrapServers, Names names, Duration after, Duration ahead) {
        InstantSource clock = new HeldClock(ahead);
        Faults faults = Faults.uncounted();
        KafkaClients clients = new KafkaClients(Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                "200",
                "session.timeout.ms",
                "6000",
                "heartbeat.interval.ms",
                "500",
                "max.poll.interval.ms",
                "10000"));
        HubSettings memory = UsualHub.settings(
                64 << 20, Duration.ofMinutes(15), Duration.ofHours(24), Duration.ofMinutes(3), 1 << 20);
        this.hub = new EventHub(
                memory,
                clock,
                new ProgressFactory(Duration.ofSeconds(30), 100),
                UsualHub.noPast(),
                new HubListener() {});
        this.stalls = new Stalls(new Stalls.Parts(
                clients,
                new EventTopics(names),
                hub,
                status::completeAsOf,
                new Patience(
                        Optional.of(after),
                        Map.of("running_ocr", after.multipliedBy(5)),
                        names.prefix() + "-stalls",
                        1_000),
                Duration.ofMillis(500),
                this,
                clock,
                faults));
        HubSink sink = new HubSink(hub, new Timeline(), EventTracing.NONE, stalls.watch(), status::isReady);
        this.intake = new Intake(new Intake.Parts(
                clients,
                names,
                new Reading(Duration.ZERO, 0, Duration.ofMillis(500), 0),
                new WarmUp(Duration.ofHours(2), memory, 100_000, clock),
                new Letters(names.prefix(), Duration.ofMillis(500)),
                Decoding.decoder(),
                new RecentIds(100_000, new SplittableRandom()),
                new Gated(sink),
                IntakeListener.NONE,
                status,
                Clock.systemUTC(),
                faults));
        intake.start();
        stalls.start();
    }

    /// Goes on for all but those who are about to write a stall: nobody else asks for more than milliseconds.
    private final class HeldClock implements InstantSource {

        private final Duration ahead;

        HeldClock(Duration ahead) {
            this.ahead = ahead;
        }

        @Override
        public Instant instant() {
            heldUp.incrementAndGet();
            await(writing);
            return Instant.ofEpochMilli(millis());
        }

        @Override
        public long millis() {
            return System.currentTimeMillis() + ahead.toMillis();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The sink behind a gate.
    private final class Gated extends SilentSink {

        private final EventSink sink;

        Gated(EventSink sink) {
            this.sink = sink;
        }

        @Override
        public void begins(Position floor) {
            sink.begins(floor);
        }

        @Override
        public void publish(Event event, Facts facts) {
            await(gate);
            sink.publish(event, facts);
        }

        @Override
        public void awaitEarlier(long since) {
            sink.awaitEarlier(since);
        }

        @Override
        public void beginsEarlier(Position floor) {
            sink.beginsEarlier(floor);
        }

        @Override
        public void earlier(Event event, Facts facts) {
            sink.earlier(event, facts);
        }

        @Override
        public void earlierDone() {
            sink.earlierDone();
        }

        @Override
        public void horizon(long epochMillis) {
            sink.horizon(epochMillis);
        }

        @Override
        public void completeAsOf(long epochMillis) {
            sink.completeAsOf(epochMillis);
        }
    }

    static WatchfulReplica start(String bootstrapServers, Names names, Duration after) {
        return start(bootstrapServers, names, after, Duration.ZERO);
    }

    /// @param ahead how far its clock is ahead of the others'
    static WatchfulReplica start(String bootstrapServers, Names names, Duration after, Duration ahead) {
        return new WatchfulReplica(bootstrapServers, names, after, ahead);
    }

    /// Holds the intake up at the next event.
    void block() {
        gate = new CountDownLatch(1);
    }

    void unblock() {
        gate.countDown();
    }

    /// Holds it up when it has found a stall and is about to write it.
    void holdBeforeWriting() {
        writing = new CountDownLatch(1);
    }

    void goOnWriting() {
        writing.countDown();
    }

    /// What is known of a document of a deal.
    Optional<DocumentProgress> document(int deal, String document) {
        return hub.recall(
                        new StreamKey(new Tenant("acme"), new Subject("deal", Integer.toString(deal))),
                        (state, id) -> ((DealProgress) state).document(document))
                .await()
                .atMost(Duration.ofSeconds(10))
                .flatMap(found -> found);
    }

    @Override
    public void stallsWritten(int count) {
        written.addAndGet(count);
    }

    @Override
    public void stallsDelayed() {
        delayed.incrementAndGet();
    }

    @Override
    public void close() {
        unblock();
        goOnWriting();
        stalls.close();
        intake.stop();
    }
}
