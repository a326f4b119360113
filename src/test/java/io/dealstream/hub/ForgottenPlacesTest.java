package io.dealstream.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Cursor;
import io.dealstream.event.Event;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import io.dealstream.event.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A stream without a state, such as an organisation's, is forgotten for good when memory is short, together
/// with the partitions in which it was seen. Readers that move between replicas that forget and a replica that
/// does not still get each event once.
class ForgottenPlacesTest {

    private static final int STEPS = 3_000;
    private static final int LAG_MILLIS = 3_000;

    private static final Tenant OTHER = new Tenant("other");

    /// A reader, over all its connections.
    private static final class Follower {

        private final StreamKey stream;
        private final List<Event> got = new ArrayList<>();
        private String last = "";
        private int at;
        private Reader reader = new Reader(Integer.MAX_VALUE);

        Follower(StreamKey stream) {
            this.stream = stream;
        }

        void open(int replica, EventHub hub) {
            at = replica;
            Start start = last.isEmpty()
                    ? new Start.Now()
                    : new Start.After(Cursor.parse(last, stream).orElseThrow());
            reader = new Reader(Integer.MAX_VALUE).open(hub, Interest.all(stream), start);
        }

        void leave() {
            reader.messages().forEach(message -> got.add(message.event()));
            String id = reader.lastId();
            last = id == null ? last : id;
            reader.cut();
        }
    }

    /// Each of these seeds repeated events before.
    @ParameterizedTest
    @CsvSource({"60,132", "300,164", "300,184", "300,193", "300,211", "300,235", "300,242"})
    void noEventIsToldTwice(int partitions, long seed) {
        Random random = new Random(seed);
        SimulatedKafka kafka = new SimulatedKafka(partitions);
        kafka.now = 1_772_618_460_000L;
        HubSettings[] settings = {
            settings(1 << 30, 1 << 20), settings(30_000, 1_000), settings(30_000, 1_000),
        };
        SimulatedKafka.Replica[] replicas = {
            kafka.replica(settings[0], 600_000),
            kafka.replica(settings[1], 600_000),
            kafka.replica(settings[2], 600_000)
        };
        List<Follower> followers = List.of(
                new Follower(SimulatedKafka.organisation()),
                new Follower(SimulatedKafka.deal(7)),
                new Follower(SimulatedKafka.organisation()));
        followers.forEach(one -> move(one, random.nextInt(3), replicas));

        boolean silent = false;
        for (int step = 0; step < STEPS; step++) {
            kafka.now += random.nextInt(30);
            kafka.now += random.nextInt(150) == 0 ? random.nextInt(60_000) : 0;
            silent ^= random.nextInt(100) == 0;
            int partition = random.nextInt(partitions);
            Tenant tenant = !silent && random.nextInt(3) == 0 ? SimulatedKafka.ACME : OTHER;
            kafka.write(tenant, partition, random.nextInt(10), "processing.progress", 0, kafka.now);
            if (random.nextInt(500) == 0) {
                int ended = random.nextInt(3);
                replicas[ended] = kafka.replica(settings[ended], 600_000);
                followers.stream()
                        .filter(one -> one.at == ended)
                        .forEach(one -> move(one, random.nextInt(3), replicas));
            }
            for (SimulatedKafka.Replica replica : replicas) {
                if (random.nextInt(3) > 0) {
                    replica.readAll();
                } else {
                    replica.readSome(random);
                }
            }
            for (Follower one : followers) {
                one.reader.run();
                assertThat(one.reader.resets()).isEmpty();
                if (random.nextInt(40) == 0 || one.reader.completed) {
                    move(one, random.nextInt(3), replicas);
                }
            }
            if (random.nextInt(30) == 0) {
                // one that forgets is left by all
                int left = 1 + random.nextInt(2);
                followers.stream().filter(one -> one.at == left).forEach(one -> move(one, 0, replicas));
            }
        }
        kafka.now += LAG_MILLIS;
        for (SimulatedKafka.Replica replica : replicas) {
            replica.readAll();
        }

        for (Follower one : followers) {
            one.reader.run();
            one.leave();
            assertThat(one.got.stream().map(Event::position)).doesNotHaveDuplicates();
            assertThat(one.got).hasSameSizeAs(owed(one, kafka));
        }
    }

    private static void move(Follower one, int replica, SimulatedKafka.Replica[] replicas) {
        if (one.reader.subscription != null) {
            one.leave();
        }
        one.open(replica, replicas[replica].hub);
    }

    private static List<Position> owed(Follower one, SimulatedKafka kafka) {
        return kafka.logs.values().stream()
                .flatMap(List::stream)
                .filter(event -> event.tenant().equals(one.stream.tenant()))
                .filter(event -> event.subjects().contains(one.stream.subject()))
                .map(Event::position)
                .toList();
    }

    private static HubSettings settings(long journalBytes, long stateBytes) {
        return new HubSettings(
                journalBytes,
                Duration.ofMinutes(10),
                Duration.ofDays(1),
                Duration.ofMinutes(3),
                1 << 30,
                UsualHub.AWAITED,
                UsualHub.MEMBERS,
                stateBytes);
    }
}
