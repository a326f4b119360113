package io.dealstream.history;

import static io.dealstream.history.Archive.ACME;
import static io.dealstream.history.Archive.deal;
import static io.dealstream.history.Archive.organisation;
import static io.dealstream.history.Archive.progress;
import static io.dealstream.history.Archive.since;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Event;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import io.dealstream.hub.History.LostPast;
import io.dealstream.hub.ResetReason;
import io.dealstream.testing.EmbeddedKafka;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever fails while the past is read: nobody waits for ever, and the next reader is served.
class FaultsTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long THEN = System.currentTimeMillis() - 3_600_000;
    private static final int EVENTS = 3_000;

    private final Archive archive = new Archive(EmbeddedKafka.shared().bootstrapServers(), 1).atOnce(500);
    private final Counts counts = new Counts();
    private List<Position> until = List.of();

    /// Events of deals 1 and 2 in turn.
    @BeforeEach
    void write() throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            records.add(archive.on(0, THEN + i, progress(ACME, 1 + i % 2)));
        }
        archive.writeAll(records);
        until = archive.ends();
    }

    @AfterEach
    void close() {
        archive.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"assign", "seek", "poll", "pause"})
    void aClientOfKafkaThatFailsOnceIsMadeAnewAndNothingIsLost(String method) {
        AtomicInteger calls = new AtomicInteger();
        archive.consumers = consumer -> failing(consumer, method, () -> calls.incrementAndGet() == 3);
        KafkaHistory history = archive.history(counts);

        for (int round = 0; round < 3; round++) {
            assertThat(offsets(told(history, organisation(ACME)))).containsExactlyElementsOf(all());
        }
        assertThat(archive.faults).hasValue(1);
        assertThat(counts.lost).isEmpty();
        assertThat(counts.running).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"assign", "poll", "close"})
    void aClientOfKafkaThatAlwaysFailsCostsItsReadersTheirPastAndNothingElse(String method) {
        AtomicBoolean broken = new AtomicBoolean(true);
        archive.consumers = consumer -> failing(consumer, "close", broken::get);
        if (!method.equals("close")) {
            archive.consumers = consumer -> failing(failing(consumer, method, broken::get), "close", broken::get);
        }
        KafkaHistory history = archive.idle(Duration.ofMillis(50)).history(counts);

        Follower first = ask(history, deal(1));
        Awaitility.await().atMost(LIMIT).until(() -> first.completed || first.failure != null);
        if (method.equals("close")) {
            assertThat(first.events).hasSize(EVENTS / 2);
        } else {
            assertThat(first.failure).isInstanceOf(LostPast.class);
            assertThat(counts.lost).containsExactly(ResetReason.EXPIRED);
        }
        broken.set(false);

        assertThat(told(history, deal(2))).hasSize(EVENTS / 2);
    }

    @Test
    void aConnectionThatCannotBeMadeCostsItsReadersTheirPastAndNothingElse() {
        AtomicBoolean broken = new AtomicBoolean(true);
        archive.consumers = consumer -> {
            if (broken.get()) {
                consumer.close();
                throw new NoClassDefFoundError("of a client's part");
            }
            return consumer;
        };
        KafkaHistory history = archive.history(counts);

        assertThat(reasonOf(ask(history, deal(1)))).isEqualTo(ResetReason.EXPIRED);
        broken.set(false);

        assertThat(told(history, deal(2))).hasSize(EVENTS / 2);
    }

    @Test
    void aRecordThatCannotBeDecodedCostsThoseTheirPastWhoMayWantItAndNobodyElse() {
        archive.decoders = decoder -> (record, position) -> {
            if (record.offset() == 1_000) {
                throw new StackOverflowError("in a decoder");
            }
            return decoder.apply(record, position);
        };
        KafkaHistory history = archive.history(counts);

        Follower concerned = ask(history, deal(1));
        Follower everything = ask(history, organisation(ACME));
        Follower other = ask(history, deal(2));

        assertThat(reasonOf(concerned)).isEqualTo(ResetReason.EXPIRED);
        assertThat(reasonOf(everything)).isEqualTo(ResetReason.EXPIRED);
        Awaitility.await().atMost(LIMIT).until(() -> other.completed);
        assertThat(offsets(concerned.events))
                .containsExactlyElementsOf(
                        LongStream.range(0, 500).map(i -> 2 * i).boxed().toList());
        assertThat(other.events).hasSize(EVENTS / 2);
        assertThat(archive.faults.get()).isPositive();
        assertThat(counts.served).hasValue(1);
    }

    @Test
    void aListenerThatFailsChangesNothing() {
        KafkaHistory history = archive.history(new HistoryListener() {
            @Override
            public void passBegan(int requests, int ranges) {
                throw new LinkageError("began");
            }

            @Override
            public void passEnded(boolean gaveWay) {
                throw new IllegalStateException("ended");
            }

            @Override
            public void read(long records, long decoded, long bytes) {
                throw new IllegalStateException("read");
            }

            @Override
            public void served() {
                throw new LinkageError("served");
            }

            @Override
            public void lost(ResetReason reason) {
                throw new LinkageError("lost");
            }
        });

        for (int round = 0; round < 2; round++) {
            assertThat(offsets(told(history, organisation(ACME)))).containsExactlyElementsOf(all());
        }
        assertThat(archive.faults.get()).isPositive();
        assertThat(archive.threads).hasSize(1);
    }

    @Test
    void aReaderThatFailsHarmsNoOther() {
        KafkaHistory history = archive.history(counts);
        List<Throwable> told = new ArrayList<>();
        Follower failing = new Follower(Long.MAX_VALUE) {
            @Override
            public void onItem(Event event) {
                super.onItem(event);
                if (events.size() == 10) {
                    throw new AssertionError("a reader's own");
                }
            }

            @Override
            public void onFailure(Throwable thrown) {
                told.add(thrown);
                throw new IllegalStateException("and once more");
            }
        };
        Follower other = ask(history, deal(1));
        history.read(deal(1), since(THEN), until, false).subscribe().withSubscriber(failing);

        Awaitility.await().atMost(LIMIT).until(() -> other.completed && !told.isEmpty());
        assertThat(failing.events).hasSize(10);
        assertThat(other.events).hasSize(EVENTS / 2);
        assertThat(told).hasSize(1);
        assertThat(told(history, deal(2))).hasSize(EVENTS / 2);
        assertThat(history.bufferedBytes()).isZero();
        assertThat(archive.threads).hasSize(1);
    }

    @Test
    void aThreadThatCannotBeHadCostsThoseTheirPastWhoWait() {
        AtomicBoolean broken = new AtomicBoolean(true);
        archive.beforeThread = () -> {
            if (broken.get()) {
                throw new OutOfMemoryError("unable to create native thread");
            }
        };
        KafkaHistory history = archive.history(counts);

        assertThat(reasonOf(ask(history, deal(1)))).isEqualTo(ResetReason.EXPIRED);
        assertThat(archive.faults).hasValue(1);
        assertThat(history.waiting()).isZero();
        broken.set(false);

        assertThat(told(history, deal(2))).hasSize(EVENTS / 2);
    }

    @Test
    void aThreadThatIsInterruptedGoesOn() {
        AtomicInteger polls = new AtomicInteger();
        archive.consumers = consumer -> failing(consumer, "poll", () -> {
            if (polls.incrementAndGet() == 2) {
                Thread.currentThread().interrupt();
            }
            return false;
        });
        KafkaHistory history = archive.history(counts);

        assertThat(offsets(told(history, organisation(ACME)))).containsExactlyElementsOf(all());
        archive.threads.forEach(Thread::interrupt);
        assertThat(offsets(told(history, organisation(ACME)))).containsExactlyElementsOf(all());
        assertThat(archive.threads).hasSize(1);
    }

    private Follower ask(KafkaHistory history, StreamKey stream) {
        Follower follower = new Follower(Long.MAX_VALUE);
        history.read(stream, since(THEN), until, false).subscribe().withSubscriber(follower);
        return follower;
    }

    private List<Event> told(KafkaHistory history, StreamKey stream) {
        Follower follower = ask(history, stream);
        Awaitility.await().atMost(LIMIT).until(() -> follower.completed || follower.failure != null);
        assertThat(follower.failure).isNull();
        return follower.events;
    }

    private static ResetReason reasonOf(Follower follower) {
        Awaitility.await().atMost(LIMIT).until(() -> follower.failure != null || follower.completed);
        return ((LostPast) Objects.requireNonNull(follower.failure)).reason();
    }

    private static List<Long> offsets(List<Event> events) {
        return events.stream().map(event -> event.position().offset()).toList();
    }

    private static List<Long> all() {
        return LongStream.range(0, EVENTS).boxed().toList();
    }

    /// A client of Kafka of which a method fails, when it is said to, with what no part of the service throws.
    @SuppressWarnings("unchecked")
    private static Consumer<byte[], byte[]> failing(
            Consumer<byte[], byte[]> consumer, String name, BooleanSupplier now) {
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                FaultsTest.class.getClassLoader(), new Class<?>[] {Consumer.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals(name) && now.getAsBoolean()) {
                        throw new LinkageError(name);
                    }
                    try {
                        return method.invoke(consumer, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
