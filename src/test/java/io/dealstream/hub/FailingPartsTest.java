package io.dealstream.hub;

import static io.dealstream.hub.HubFixture.PROGRESS;
import static io.dealstream.hub.SimulatedKafka.deal;
import static io.dealstream.hub.SimulatedKafka.organisation;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Event;
import io.dealstream.event.EventType;
import io.dealstream.event.Facts;
import io.dealstream.event.Position;
import io.dealstream.event.StateReader;
import io.dealstream.event.StateWriter;
import io.dealstream.event.StreamState;
import io.smallrye.mutiny.Multi;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Something throws where an event is handed over: it costs that reader its stream, and nobody anything else.
class FailingPartsTest {

    private final SimulatedKafka kafka = new SimulatedKafka(2);
    private final List<String> failed = new ArrayList<>();
    private SimulatedKafka.Replica replica = listening(new Failures());

    /// Writes down what failed.
    private class Failures implements HubListener {

        @Override
        public void failed(String part, Throwable failure) {
            failed.add(part);
        }
    }

    private SimulatedKafka.Replica listening(HubListener listener) {
        kafka.listener = listener;
        return kafka.replica(HubFixture.roomy(), 900);
    }

    /// Several readers on one lane, one of whom throws at each event from a certain one on.
    private final class Neighbours extends Reader {

        private final List<Reader> others = new ArrayList<>();

        Neighbours() {
            super(Long.MAX_VALUE);
        }

        Reader join(Reader reader) {
            others.add(reader);
            if (replica.hub.open(Interest.all(deal(1)), new Start.Now(), this)
                    instanceof Opening.Open(Subscription open)) {
                reader.subscription = open;
                open.subscribe(reader);
                run();
            }
            return reader;
        }
    }

    private static Reader throwing(Throwable bug) {
        return new Reader(Long.MAX_VALUE) {
            @Override
            public void onItem(Delivery item) {
                if (item instanceof Delivery.Message && !messages().isEmpty()) {
                    if (bug instanceof Error error) {
                        throw error;
                    }
                    throw (RuntimeException) bug;
                }
                super.onItem(item);
            }
        };
    }

    @Test
    void aSubscriberThatThrowsLosesItsStreamAndTheOthersNothing() {
        for (Throwable failure : List.of(new IllegalStateException("a bug"), new StackOverflowError())) {
            Neighbours lane = new Neighbours();
            Reader first = lane.join(Reader.greedy());
            Reader broken = lane.join(throwing(failure));
            Reader last = lane.join(Reader.greedy());

            List<String> written = write(5);
            lane.run();

            assertThat(first.values()).isEqualTo(written);
            assertThat(last.values()).isEqualTo(written);
            assertThat(broken.failure).isSameAs(failure);
            assertThat(broken.values()).isEqualTo(written.subList(0, 1));
            Reader again = Reader.greedy().open(replica.hub, Interest.all(deal(1)), HubFixture.after(broken, deal(1)));
            assertThat(again.values()).isEqualTo(written.subList(1, 5));
        }
        assertThat(failed).containsOnly("reader");
    }

    @Test
    void anEncoderThatThrowsEndsTheStreamsOfItsDialectOnly() {
        Neighbours lane = new Neighbours();
        Reader plain = lane.join(Reader.greedy());
        Reader encoding = lane.join(new Reader(Long.MAX_VALUE) {
            @Override
            public void onItem(Delivery item) {
                if (item instanceof Delivery.Message message) {
                    message.wireForm("broken", String.class, some -> {
                        throw new AssertionError("cannot be encoded");
                    });
                }
                super.onItem(item);
            }
        });

        List<String> written = write(3);
        lane.run();

        assertThat(plain.values()).isEqualTo(written);
        assertThat(encoding.failure).isInstanceOf(AssertionError.class);
    }

    @Test
    void aFilterThatThrowsEndsOneStream() {
        Reader filtered = Reader.greedy()
                .open(
                        replica.hub,
                        new Interest(
                                deal(1),
                                event -> {
                                    throw new IllegalStateException("a bug");
                                },
                                true),
                        new Start.Now());
        Reader other = Reader.greedy().open(replica.hub, Interest.all(organisation()), new Start.Now());

        List<String> written = write(3);
        filtered.run();
        other.run();

        assertThat(filtered.failure).isInstanceOf(IllegalStateException.class);
        assertThat(other.values()).isEqualTo(written);
    }

    @Test
    void aListenerThatThrowsAtEverythingHarmsNobody() {
        replica = listening(new Loud());
        Reader reader = Reader.greedy().open(replica.hub, Interest.all(deal(1)), new Start.Now());

        List<String> written = write(10);
        reader.run();
        kafka.now += 1_000;
        replica.readAll();
        Reader late = Reader.greedy().open(replica.hub, Interest.all(deal(1)), new Start.Since(0));
        reader.cut();

        assertThat(reader.values()).isEqualTo(written);
        assertThat(late.values()).isEqualTo(written);
        assertThat(late.failure).isNull();
    }

    @Test
    void aLaneThatRefusesTasksBringsEverythingOnceItTakesThemAgain() {
        Refusing lane = new Refusing();
        lane.open(replica.hub, Interest.all(deal(1)), new Start.Now());
        Reader other = Reader.greedy().open(replica.hub, Interest.all(deal(1)), new Start.Now());
        List<String> written = write(2);
        lane.run();

        lane.refuses = true;
        written.addAll(write(3));
        lane.run();
        other.run();
        assertThat(other.values()).isEqualTo(written);
        lane.refuses = false;
        replica.hub.horizon(kafka.now);
        lane.run();
        assertThat(lane.values()).isEqualTo(written);
        written.addAll(write(2));
        lane.run();

        assertThat(lane.values()).isEqualTo(written);
        assertThat(lane.failure).isNull();
        assertThat(failed).containsOnly("lane");
        Reader again = Reader.greedy().open(replica.hub, Interest.all(deal(1)), HubFixture.after(lane, deal(1)));
        assertThat(again.values()).isEmpty();
    }

    @Test
    void aLaneThatRefusesTasksUntilMemoryHasMovedOnEndsTheStream() {
        Refusing lane = new Refusing();
        lane.open(replica.hub, Interest.all(deal(1)), new Start.Now());
        List<String> written = write(2);
        lane.run();

        lane.refuses = true;
        written.addAll(write(3));
        kafka.now += 2_000;
        replica.readAll();
        lane.refuses = false;
        replica.hub.horizon(kafka.now);
        lane.run();

        assertThat(Objects.requireNonNull(lane.subscription).endedBy()).contains(EndOfStream.SLOW_CONSUMER);
        Reader again = Reader.greedy().open(replica.hub, Interest.all(deal(1)), HubFixture.after(lane, deal(1)));
        assertThat(again.values()).isEqualTo(written.subList(2, 5));
    }

    @Test
    void aLaneThatRefusesWhatHistoryTellsEndsTheStreamBeforeTheNextEvent() {
        List<String> written = write(10);
        kafka.now += 2_000;
        replica.readAll();
        Refusing lane = new Refusing();
        kafka.past = (stream, after, until, lenient) -> kafka.read(stream, after, until, lenient)
                .onItem()
                .invoke(event -> lane.refuses = event.position().offset() == 3)
                .emitOn(Runnable::run);

        lane.open(replica.hub, Interest.all(deal(1)), new Start.Since(0));
        lane.refuses = false;
        replica.hub.tick();
        lane.run();

        assertThat(lane.values()).isEqualTo(written.subList(0, lane.values().size()));
        if (lane.values().size() < 10) {
            assertThat(lane.failure).isInstanceOf(RejectedExecutionException.class);
        }
    }

    @Test
    void aHistoryThatThrowsEndsTheStream() {
        write(10);
        kafka.now += 2_000;
        replica.readAll();
        kafka.past = (stream, after, until, lenient) -> {
            throw new NoClassDefFoundError("history");
        };

        Reader reader = Reader.greedy().open(replica.hub, Interest.all(deal(1)), new Start.Since(0));

        assertThat(reader.failure).isInstanceOf(NoClassDefFoundError.class);
        assertThat(replica.hub.knownStreams()).isEqualTo(2);
    }

    @Test
    void aHistoryThatFailsInTheMiddleWithAnErrorTellsOfALoss() {
        write(10);
        kafka.now += 2_000;
        replica.readAll();
        kafka.past = (stream, after, until, lenient) -> Multi.createFrom().failure(new StackOverflowError());

        Reader reader = Reader.greedy().open(replica.hub, Interest.all(deal(1)), new Start.Since(0));

        assertThat(reader.resets()).containsExactly(ResetReason.EXPIRED);
    }

    @Test
    void aStateThatThrowsTakesNoEventFromAnybody() {
        replica = kafka.replica(HubFixture.roomy(), 900, subject -> new Broken());
        Reader reader = Reader.greedy().open(replica.hub, Interest.all(deal(1)), new Start.Now());
        Reader organisation = Reader.greedy().open(replica.hub, Interest.all(organisation()), new Start.Now());

        List<String> written = write(5);
        reader.run();
        organisation.run();

        assertThat(reader.values()).isEqualTo(written);
        assertThat(organisation.values()).isEqualTo(written);
        kafka.now += 1_000;
        replica.readAll();
        assertThat(replica.hub.journalBytes()).isZero();
    }

    @Test
    void aStateThatCannotBeMadeHasItsEventsReadFromKafka() {
        boolean[] broken = {false};
        replica = kafka.replica(HubFixture.roomy(), 900, subject -> {
            if (broken[0]) {
                throw new IllegalStateException("no state");
            }
            return null;
        });
        Reader organisation = Reader.greedy().open(replica.hub, Interest.all(organisation()), new Start.Now());
        List<String> written = write(2);
        broken[0] = true;
        written.add(kafka.write(0, 2, PROGRESS));
        replica.readAll();
        broken[0] = false;
        written.addAll(write(2));
        organisation.run();

        assertThat(organisation.values()).isEqualTo(written);
        assertThat(organisation.resets()).isEmpty();
        Reader deal = Reader.greedy().open(replica.hub, Interest.all(deal(2)), new Start.Since(0));
        assertThat(deal.values()).hasSize(1);
        kafka.now += 3_000;
        replica.readAll();
        organisation.run();
        assertThat(organisation.resets()).isEmpty();
    }

    private List<String> write(int count) {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            written.add(kafka.write(0, 1, PROGRESS));
        }
        replica.readAll();
        return written;
    }

    /// A lane that at times takes nothing.
    private static final class Refusing extends Reader {

        boolean refuses;

        Refusing() {
            super(Long.MAX_VALUE);
        }

        @Override
        public void execute(Runnable task) {
            if (refuses) {
                throw new RejectedExecutionException("full");
            }
            super.execute(task);
        }

        @Override
        public boolean isCurrent() {
            return !refuses && super.isCurrent();
        }
    }

    /// A state that cannot take anything in.
    private static final class Broken implements StreamState {

        @Override
        public void apply(Event event, Facts facts) {
            throw new AssertionError("cannot be folded");
        }

        @Override
        public long completeAt() {
            return OPEN;
        }

        @Override
        public @Nullable Event lastWord() {
            return null;
        }

        @Override
        public @Nullable Position lastWordAt() {
            return null;
        }

        @Override
        public void write(StateWriter out) {
            throw new AssertionError("cannot be put away");
        }

        @Override
        public void read(StateReader in) {
            throw new AssertionError("cannot be taken out");
        }
    }

    /// Fails at whatever it hears, of its failures too.
    private static final class Loud implements HubListener {

        @Override
        public void published(EventType type) {
            throw new AssertionError("published");
        }

        @Override
        public void opened(String kind) {
            throw new AssertionError("opened");
        }

        @Override
        public void left(String kind) {
            throw new AssertionError("left");
        }

        @Override
        public void delivered(String kind, int readers) {
            throw new AssertionError("delivered");
        }

        @Override
        public void handedOver(String kind, Event event) {
            throw new AssertionError("handedOver");
        }

        @Override
        public void reachedAll(String kind, Event event, int readers, long nanos) {
            throw new AssertionError("reachedAll");
        }

        @Override
        public void evicted(int events, long bytes) {
            throw new AssertionError("evicted");
        }

        @Override
        public void failed(String part, Throwable failure) {
            throw new AssertionError(part, failure);
        }
    }
}
