package io.dealstream.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Cursor;
import io.dealstream.event.Event;
import io.dealstream.event.Partition;
import io.dealstream.event.StreamKey;
import io.dealstream.event.StreamState;
import io.dealstream.event.Subject;
import io.dealstream.progress.ProgressFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Replicas that lag, restart and forget; clients that change between them with nothing but their last id.
class ResumeTest {

    private static final int PARTITIONS = 6;
    private static final int DEALS = 4;

    /// One client with plain EventSource rules: it knows the last id it was sent, and nothing else.
    private static final class Client {
        final StreamKey stream;
        final boolean onlyProgress;
        final List<Event> events = new ArrayList<>();

        @Nullable
        String lastId;

        @Nullable
        Reader reader;

        Client(StreamKey stream, boolean onlyProgress) {
            this.stream = stream;
            this.onlyProgress = onlyProgress;
        }

        void connect(EventHub hub, int patience) {
            Start start = lastId == null
                    ? new Start.Now()
                    : Cursor.parse(lastId, stream).<Start>map(Start.After::new).orElse(new Start.Unknown());
            Interest interest = new Interest(stream, event -> !onlyProgress || wanted(event), true);
            reader = new Reader(patience).open(hub, interest, start);
        }

        boolean wanted(Event event) {
            return event.type().name().equals("processing.progress");
        }

        /// Only what was written to the socket before the cut counts.
        void cut() {
            if (reader != null) {
                reader.cut();
                reader.messages().forEach(message -> events.add(message.event()));
                assertThat(reader.resets()).isEmpty();
                String id = reader.lastId();
                lastId = id == null ? lastId : id;
                reader = null;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void everyClientHasEveryEventOnceAndInOrderWhateverBreaks(long seed) {
        run(seed, Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void norWhereReplicasForgetDealsAndReadTheDayBehind(long seed) {
        run(seed, 300);
    }

    /// @param stateBytes how much replicas keep of quiet deals; where that is all, deals have no state at all
    private static void run(long seed, long stateBytes) {
        Random random = new Random(seed);
        SimulatedKafka kafka = new SimulatedKafka(PARTITIONS);
        int[] forgotten = new int[1];
        kafka.listener = new HubListener() {
            @Override
            public void forgotten(String kind, Share share) {
                forgotten[0]++;
            }
        };
        boolean forgetful = stateBytes < Long.MAX_VALUE;
        Function<Subject, @Nullable StreamState> states =
                forgetful ? new ProgressFactory(Duration.ofMillis(300), 100) : subject -> null;
        HubSettings roomy = settings(1 << 30, Duration.ofMillis(900), stateBytes);
        HubSettings tight = settings(20_000, Duration.ofMillis(400), stateBytes);
        SimulatedKafka.Replica[] replicas = {
            kafka.replica(roomy, 900, 900, states), kafka.replica(tight, 400, 400, states)
        };
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int deal = forgetful && i % 2 > 0 ? DEALS + i : i % DEALS;
            Client client =
                    new Client(i % 3 == 0 ? SimulatedKafka.organisation() : SimulatedKafka.deal(deal), i % 2 == 0);
            // everybody comes before the first event, so everybody is owed all of them
            client.connect(replicas[i % 2].hub, Integer.MAX_VALUE);
            clients.add(client);
        }

        for (int step = 0; step < 3_000; step++) {
            kafka.now += random.nextInt(3);
            if (random.nextInt(3) > 0) {
                String type = random.nextBoolean() ? "processing.progress" : "deal.created";
                // with many deals some of them are quiet now and then
                int deal = forgetful && random.nextBoolean() ? DEALS + random.nextInt(20) : random.nextInt(DEALS);
                kafka.write(random.nextInt(PARTITIONS), deal, type);
            }
            SimulatedKafka.Replica replica = replicas[random.nextInt(2)];
            replica.readSome(random);
            replica.readEarlier(random);
            if (random.nextInt(10) == 0) {
                replica.hub.tick();
            }
            if (random.nextInt(500) == 0) {
                clients.forEach(Client::cut);
                long warmUp = 200L + random.nextInt(3_000);
                long near = forgetful ? Math.min(warmUp, 200L + random.nextInt(400)) : warmUp;
                replicas[0] = kafka.replica(random.nextBoolean() ? roomy : tight, warmUp, near, states);
            }
            if (random.nextInt(700) == 0) {
                // a client that is away for longer than memory and slack reach
                kafka.now += 1_000;
                replicas[0].readAll();
                replicas[1].readAll();
            }
            for (Client client : clients) {
                Reader reader = client.reader;
                if (reader == null) {
                    if (random.nextInt(20) == 0) {
                        client.connect(replicas[random.nextInt(2)].hub, random.nextInt(3) == 0 ? 3 : 1_000_000);
                    }
                } else if (random.nextInt(30) == 0) {
                    client.cut();
                } else {
                    if (random.nextInt(15) == 0) {
                        java.util.Objects.requireNonNull(reader.subscription).bookmark();
                    }
                    if (random.nextInt(3) > 0) {
                        reader.run();
                    }
                }
            }
        }
        for (Client client : clients) {
            client.cut();
            replicas[0].readAll();
            client.connect(replicas[0].hub, Integer.MAX_VALUE);
            client.cut();
            assertThat(byPartition(client.events)).isEqualTo(byPartition(owed(kafka, client)));
        }
        assertThat(kafka.historyReads).isPositive();
        assertThat(forgotten[0] > 0).isEqualTo(forgetful);
    }

    private static HubSettings settings(long journalBytes, Duration journalAge, long stateBytes) {
        return new HubSettings(
                journalBytes,
                journalAge,
                Duration.ofDays(1),
                Duration.ofMillis(150),
                1 << 30,
                UsualHub.AWAITED,
                UsualHub.MEMBERS,
                stateBytes);
    }

    private static List<Event> owed(SimulatedKafka kafka, Client client) {
        return kafka.logs.values().stream()
                .flatMap(List::stream)
                .filter(event -> event.subjects().contains(client.stream.subject()))
                .filter(event -> !client.onlyProgress || client.wanted(event))
                .toList();
    }

    private static Map<Partition, List<Long>> byPartition(List<Event> events) {
        Map<Partition, List<Long>> offsets = new HashMap<>();
        events.forEach(event -> offsets.computeIfAbsent(event.position().partition(), key -> new ArrayList<>())
                .add(event.position().offset()));
        return offsets;
    }
}
