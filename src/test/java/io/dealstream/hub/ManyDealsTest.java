package io.dealstream.hub;

import static io.dealstream.hub.SimulatedKafka.deals;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Cursor;
import io.dealstream.event.Event;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import io.dealstream.event.SubjectSet;
import io.dealstream.progress.ProgressFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Readers of sets that overlap, cut off and sent back and forth between replicas that hardly remember anything and
/// are restarted: each has every event of its deals once, and is told that they are settled when they are.
class ManyDealsTest {

    private static final int DEALS = 40;
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final ProgressFactory STATES = new ProgressFactory(Duration.ofMillis(300), 100);
    private static final List<String> RUN =
            List.of("processing.started", "processing.progress", "processing.progress", "processing.completed");

    /// How far the documents are in their runs, by deal and document.
    private final int[][] steps = new int[DEALS][3];

    private final List<SimulatedKafka.Replica> replicas = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private final Random random = new Random();
    private SimulatedKafka kafka = new SimulatedKafka(1);
    private int resumed;
    private int over;
    private int words;

    /// One of an EventSource's rules: it comes back with its last id until it is told that all is over.
    private final class Client {

        private final StreamKey set;
        private final List<Event> owed = new ArrayList<>();
        private final List<Event> got = new ArrayList<>();
        private Reader reader = Reader.greedy();
        private String last = "";

        Client() {
            Integer[] ids = random.ints(0, DEALS)
                    .distinct()
                    .limit(1 + random.nextInt(random.nextBoolean() ? 3 : 14))
                    .boxed()
                    .toArray(Integer[]::new);
            set = deals(ids);
            // nobody has read anything that it was not told of
            replicas.forEach(SimulatedKafka.Replica::readAll);
            open(new Start.Now());
        }

        private void open(Start start) {
            reader = new Reader(random.nextInt(3) == 0 ? random.nextInt(20) : Long.MAX_VALUE)
                    .open(replicas.get(random.nextInt(replicas.size())).hub, Interest.all(set), start);
            over += reader.isOver() ? 1 : 0;
        }

        void run() {
            reader.run();
            if (reader.subscription != null && random.nextInt(80) == 0) {
                // something did not get to it, as far as its replica knows
                reader.subscription.rewind();
                reader.run();
            }
            if (reader.isOver() || reader.completed || random.nextInt(40) == 0) {
                comeBack();
            }
        }

        void comeBack() {
            take();
            resumed++;
            open(start());
        }

        private Start start() {
            Optional<Cursor> cursor = Cursor.parse(last, set);
            if (cursor.isPresent()) {
                return new Start.After(cursor.get());
            }
            for (int i = 0; i < SubjectSet.members(set.subject()).size(); i++) {
                Optional<Cursor> word = Cursor.parse(last, SubjectSet.word(set, i));
                if (word.isPresent()) {
                    words++;
                    return new Start.AfterWord(word.get(), i);
                }
            }
            // it was told nothing yet, not even a place
            assertThat(last).isEmpty();
            owed.clear();
            return new Start.Now();
        }

        /// Comes without a place, and is cut off after each last word that it is told.
        void visitAnew() {
            got.clear();
            last = "";
            visit(new Start.Now());
            while (!reader.isOver()) {
                take();
                visit(start());
            }
        }

        private void visit(Start start) {
            reader = new Reader(1).open(replicas.get(random.nextInt(2)).hub, Interest.all(set), start);
            // a state that was put away or forgotten is read again
            reader.run();
        }

        /// Takes what has come, and leaves.
        void take() {
            if (reader.subscription == null) {
                return;
            }
            assertThat(reader.failure).isNull();
            reader.cut();
            assertThat(reader.resets()).isEmpty();
            reader.messages().forEach(message -> got.add(message.event()));
            last = Objects.requireNonNullElse(reader.lastId(), last);
            assertThat(last).hasSizeLessThanOrEqualTo(Cursor.MAX_LENGTH);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void areReadAsOneStreamWithEachEventOnce(long seed) {
        random.setSeed(seed);
        int partitions = List.of(4, 4, 60, 300).get((int) (seed % 4));
        kafka = new SimulatedKafka(partitions);
        kafka.now = 10 * DAY;
        for (int i = 0; i < 2; i++) {
            replicas.add(replica());
        }
        for (int step = 0; step < 5_000; step++) {
            kafka.now += random.nextInt(12);
            // most of the time only a few deals are at work
            int deal = random.nextInt(4) == 0 ? random.nextInt(DEALS) : (step / 200) % DEALS;
            if (random.nextInt(3) > 0) {
                write(deal);
            }
            for (int i = 0; i < replicas.size(); i++) {
                replicas.get(i).readSome(random);
                replicas.get(i).readEarlier(random);
                if (random.nextInt(20) == 0) {
                    replicas.get(i).readAll();
                }
                if (random.nextInt(1_500) == 0) {
                    restart(i);
                }
            }
            if (clients.size() < 8 && random.nextInt(100) == 0) {
                clients.add(new Client());
            }
            clients.forEach(Client::run);
        }
        for (int deal = 0; deal < DEALS; deal++) {
            end(deal);
        }
        for (int round = 0; round < 4; round++) {
            kafka.now += 400;
            replicas.forEach(SimulatedKafka.Replica::readAll);
            clients.forEach(Client::comeBack);
            clients.stream()
                    .filter(client -> !client.reader.isOver())
                    .forEach(client -> client.reader.request(1_000_000));
        }
        for (Client client : clients) {
            assertThat(client.reader.isOver() || client.reader.completed).isTrue();
            client.take();
            List<Position> missing = new ArrayList<>(places(client.owed));
            missing.removeAll(places(client.got));
            assertThat(missing).as("seed %d, %s", seed, client.set).isEmpty();
            assertThat(new HashSet<>(places(client.got))).as("seed %d", seed).hasSameSizeAs(client.got);
            client.visitAnew();
            assertThat(client.got)
                    .as("seed %d, words of %s", seed, client.set)
                    .extracting(event -> event.subjects().getFirst())
                    .containsExactlyElementsOf(SubjectSet.members(client.set.subject()));
        }
        assertThat(resumed).isGreaterThan(100);
        assertThat(over).isPositive();
        assertThat(words).isPositive();
        replicas.forEach(replica -> assertThat(replica.hub.members()).isZero());
    }

    private void restart(int i) {
        SimulatedKafka.Replica before = replicas.get(i);
        SimulatedKafka.Replica after = replica();
        replicas.set(i, after);
        for (Client client : clients) {
            if (client.reader.hub == before.hub) {
                client.comeBack();
            }
        }
    }

    private SimulatedKafka.Replica replica() {
        HubSettings settings = new HubSettings(
                60_000 + random.nextInt(60_000),
                Duration.ofMillis(900),
                Duration.ofDays(1),
                Duration.ofMillis(150),
                1 << 20,
                UsualHub.AWAITED,
                UsualHub.MEMBERS,
                1_000 + random.nextInt(4_000));
        return kafka.replica(settings, DAY, random.nextInt(3) == 0 ? DAY : random.nextInt(1_000), STATES);
    }

    private void write(int deal) {
        if (random.nextInt(40) == 0) {
            end(deal);
        } else if (random.nextInt(4) == 0) {
            String type = random.nextBoolean() ? "deal_updated" : "deal.status_changed";
            write(random.nextInt(kafka.partitions.size()), deal, null, type);
        } else {
            step(deal, random.nextInt(3));
        }
    }

    private void end(int deal) {
        for (int document = 0; document < 3; document++) {
            while (steps[deal][document] % RUN.size() != 0 || steps[deal][document] == 0) {
                step(deal, document);
            }
        }
    }

    private void step(int deal, int document) {
        String type = RUN.get(steps[deal][document]++ % RUN.size());
        // all of a document is told in one partition
        write((deal * 7 + document) % kafka.partitions.size(), deal, "d" + document, type);
    }

    private void write(int partition, int deal, @Nullable String document, String type) {
        kafka.write(SimulatedKafka.ACME, partition, deal, document, type, 0, kafka.now);
        Event event = kafka.logs.get(kafka.partitions.get(partition)).getLast();
        for (Client client : clients) {
            if (event.subjects().stream().anyMatch(SubjectSet.members(client.set.subject())::contains)) {
                client.owed.add(event);
            }
        }
    }

    private static List<Position> places(List<Event> events) {
        return events.stream()
                .map(Event::position)
                .sorted(Comparator.comparing(Position::toString))
                .toList();
    }
}
