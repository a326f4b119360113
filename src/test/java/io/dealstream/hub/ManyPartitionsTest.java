package io.dealstream.hub;

import static io.dealstream.hub.HubFixture.PROGRESS;
import static io.dealstream.hub.SimulatedKafka.organisation;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Cursor;
import io.dealstream.event.Event;
import io.dealstream.event.Partition;
import io.dealstream.testing.ForgedIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An organisation whose events come from three hundred partitions: whatever order they are taken in, each id leads
/// to what comes after it, on any replica, and each event once.
class ManyPartitionsTest {

    private static final int PARTITIONS = 300;
    /// After more than this a replica says of what it was not told of that it does not exist.
    private static final int LAG_MILLIS = 3_000;

    private final HubSettings roomy = settings(1 << 30, 600_000);
    /// Forgets all but the last few seconds.
    private final HubSettings tight = settings(600_000, 250_000);

    /// Forgets all but the last few hundred events.
    private final HubSettings forgetful = settings(100_000, 250_000);

    private final SimulatedKafka kafka = new SimulatedKafka(PARTITIONS);
    private final Set<Partition> skipped = new HashSet<>();
    private int hinted;

    @ParameterizedTest
    @ValueSource(longs = {2, 5, 6})
    void anyIdLeadsToEachLaterEventOnce(long seed) {
        Random random = new Random(seed);
        kafka.now = 1_772_618_460_000L;
        SimulatedKafka.Replica one = kafka.replica(roomy, 600_000);
        SimulatedKafka.Replica other = kafka.replica(seed % 2 == 0 ? tight : roomy, 600_000);
        Reader reader = open(one, new Start.Now());
        // records of a stalled producer come long after their time, many come in the same millisecond, and now and then
        // nothing comes for long
        for (int step = 0; step < 6_000; step++) {
            kafka.now += random.nextInt(4) == 0 ? random.nextInt(seed % 3 == 0 ? 400 : 40) : 0;
            kafka.now += seed > 4 && random.nextInt(1_000) == 0 ? random.nextInt(90_000) : 0;
            write(random);
            if (random.nextInt(3) == 0) {
                one.readSome(random);
            }
            if (random.nextInt(20) == 0) {
                one.readAll();
            }
            if (random.nextInt(5) == 0) {
                other.readSome(random);
            }
            reader.run();
        }
        one.readAll();
        other.readAll();
        reader.run();
        assertThat(reader.resets()).isEmpty();
        List<String> all = owed();
        assertThat(got(reader.messages())).isEqualTo(all);

        for (int i = 0; i < 60; i++) {
            int place = reader.messages().size() - 1 - random.nextInt(i < 40 ? 3_000 : 5_000);
            assertThat(resumed(reader, place, random.nextBoolean() ? one : other, random))
                    .as("seed %d, after %d", seed, place)
                    .isEqualTo(all);
        }
        SimulatedKafka.Replica fresh = kafka.replica(roomy, 250_000);
        for (int i = 0; i < 10; i++) {
            int place = reader.messages().size() - 1 - random.nextInt(3_000);
            assertThat(resumed(reader, place, fresh, random))
                    .as("fresh, seed %d, after %d", seed, place)
                    .isEqualTo(all);
        }
        assertThat(hinted).as("ids that held last bits").isGreaterThan(50);
        if (seed % 2 == 0) {
            assertThat(kafka.historyReads).as("how often Kafka was read again").isGreaterThan(50);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aReaderThatIsCutAgainAndAgainHasEachEventOnce(long seed) {
        Random random = new Random(seed);
        kafka.now = 1_772_618_460_000L;
        SimulatedKafka.Replica[] replicas = {
            kafka.replica(roomy, 600_000), kafka.replica(seed % 2 == 0 ? forgetful : roomy, 600_000)
        };
        List<Delivery.Message> got = new ArrayList<>();
        Reader reader = open(replicas[0], new Start.Now());
        String last = reader.lastId();
        for (int step = 0; step < 8_000; step++) {
            kafka.now += random.nextInt(4) == 0 ? random.nextInt(60) : 0;
            write(random);
            SimulatedKafka.Replica replica = replicas[random.nextInt(2)];
            if (random.nextInt(4) == 0) {
                replica.readAll();
            } else {
                replica.readSome(random);
            }
            if (random.nextInt(3) > 0) {
                reader.run();
            }
            if (random.nextInt(60) == 0) {
                // something did not get to it, as far as its replica knows
                Objects.requireNonNull(reader.subscription).rewind();
                reader.run();
            }
            if (random.nextInt(40) == 0 || reader.completed) {
                reader.cut();
                got.addAll(reader.messages());
                assertThat(reader.resets()).isEmpty();
                String id = reader.lastId();
                last = id == null ? last : id;
                reader = open(replicas[random.nextInt(2)], after(last));
            }
        }
        reader.cut();
        got.addAll(reader.messages());
        String id = reader.lastId();
        replicas[0].readAll();
        got.addAll(open(replicas[0], after(id == null ? last : id)).messages());

        assertThat(got(got)).isEqualTo(owed());
    }

    @Test
    void thatAreTooManyForAnIdAreSaidToBe() {
        SimulatedKafka many = new SimulatedKafka(3_000);
        many.now = 1_772_618_460_000L;
        SimulatedKafka.Replica replica = many.replica(roomy, 600_000);
        Reader reader = open(replica, new Start.Now());
        Random random = new Random(3_000);
        for (int i = 0; i < 12_000; i++) {
            many.now += random.nextInt(3);
            many.write(random.nextInt(3_000), i, PROGRESS);
        }
        replica.readAll();
        reader.run();

        Reader back = open(replica, after(reader.messages().getLast().id()));

        assertThat(back.resets()).containsExactly(ResetReason.EXPIRED);
        many.write(7, 7, PROGRESS);
        replica.readAll();
        back.run();
        assertThat(back.messages()).hasSize(1);
    }

    /// What its replica has taken in meanwhile says nothing of a reader whose lane is slow.
    @Test
    void aReaderThatIsAheadIsJudgedByWhatItWasGiven() {
        for (int i = 0; i < 1_500; i++) {
            kafka.now += 20;
            kafka.write(i % PARTITIONS, 1, PROGRESS);
        }
        SimulatedKafka.Replica lagging = kafka.replica(roomy, 600_000);
        kafka.now += 90_000;
        lagging.readAll();
        kafka.write(207, 1, PROGRESS);
        Reader elsewhere = open(kafka.replica(roomy, 600_000), new Start.Since(0));
        String id = elsewhere.messages().getLast().id();
        assertThat(Cursor.parse(id, organisation()).orElseThrow().hasHints()).isTrue();
        Reader reader = open(lagging, after(id));
        assertThat(lagging.hub.readersAhead()).isOne();

        lagging.hub.tick();
        kafka.now += LAG_MILLIS;
        lagging.readAll();
        kafka.write(208, 1, PROGRESS);
        lagging.readAll();
        reader.run();

        assertThat(reader.resets()).isEmpty();
        assertThat(reader.messages()).hasSize(1);
    }

    @Test
    void whateverAnIdIsBentToNothingIsLeftOfIt() {
        kafka.now = 1_772_618_460_000L;
        SimulatedKafka.Replica replica = kafka.replica(roomy, 600_000);
        Reader reader = open(replica, new Start.Now());
        Random random = new Random(14);
        for (int i = 0; i < 1_500; i++) {
            kafka.now += random.nextInt(30);
            kafka.write(random.nextInt(PARTITIONS), 1, PROGRESS);
        }
        replica.readAll();
        reader.run();
        String id = reader.messages().getLast().id();
        assertThat(Cursor.parse(id, organisation()).orElseThrow().hasHints()).isTrue();
        reader.cut();
        int known = replica.hub.knownStreams();
        ForgedIds forged = new ForgedIds(random, kafka.partitions, kafka.now);
        int taken = 0;
        for (int i = 0; i < 20_000; i++) {
            Optional<Cursor> bent = Cursor.parse(forged.bent(id, organisation()), organisation());
            if (bent.isPresent() && taken++ % 10 == 0) {
                Reader client = open(replica, new Start.After(bent.get()));
                kafka.now++;
                replica.hub.horizon(kafka.now);
                replica.hub.tick();
                client.run();
                assertThat(client.failure).isNull();
                assertThat(client.isOver()).isFalse();
                client.cut();
            }
        }
        assertThat(taken).as("ids that were taken").isGreaterThan(500);
        assertThat(replica.hub.knownStreams()).isEqualTo(known);
    }

    private List<String> resumed(Reader reader, int place, SimulatedKafka.Replica replica, Random random) {
        List<Delivery.Message> before = reader.messages().subList(0, place + 1);
        String id = before.getLast().id();
        assertThat(id).hasSizeLessThanOrEqualTo(Cursor.MAX_LENGTH);
        hinted += Cursor.parse(id, organisation()).orElseThrow().hasHints() ? 1 : 0;
        List<Delivery.Message> got = new ArrayList<>(before);
        // cut twice more on the way
        for (int patience : new int[] {random.nextInt(400), random.nextInt(400), Integer.MAX_VALUE}) {
            Reader back = open(replica, after(id), patience);
            assertThat(back.resets()).isEmpty();
            got.addAll(back.messages());
            String next = back.lastId();
            id = next == null ? id : next;
            if (patience == Integer.MAX_VALUE) {
                // everything has come here that it may have seen elsewhere
                kafka.now += LAG_MILLIS;
                replica.readAll();
                assertThat(back.resets()).isEmpty();
            }
            back.cut();
        }
        return got(got);
    }

    /// Some partitions are busy, some quiet, and some are left out for a while.
    private void write(Random random) {
        int partition = random.nextInt(4) == 0 ? random.nextInt(20) : random.nextInt(PARTITIONS);
        if (random.nextInt(200) == 0) {
            skipped.clear();
            for (int i = random.nextInt(100); i > 0; i--) {
                skipped.add(kafka.partitions.get(random.nextInt(PARTITIONS)));
            }
        }
        if (!skipped.contains(kafka.partitions.get(partition))) {
            int lateness = random.nextInt(10) == 0 ? random.nextInt(100_000) : 0;
            for (int i = random.nextInt(30) == 0 ? 20 : 1; i > 0; i--) {
                kafka.write(SimulatedKafka.ACME, partition, random.nextInt(50), PROGRESS, 0, kafka.now - lateness);
            }
        }
    }

    private List<String> owed() {
        return byPartition(kafka.logs.values().stream().flatMap(List::stream).toList());
    }

    private static List<String> got(List<Delivery.Message> messages) {
        return byPartition(messages.stream().map(Delivery.Message::event).toList());
    }

    /// Where events stand, each partition's in the order in which they came.
    private static List<String> byPartition(List<Event> events) {
        return events.stream()
                .map(Event::position)
                .map(position -> "%s-%d@%d"
                        .formatted(
                                position.partition().topic(),
                                position.partition().index(),
                                position.offset()))
                .sorted(Comparator.comparing(place -> place.substring(0, place.indexOf('@'))))
                .toList();
    }

    private static Start after(String id) {
        return new Start.After(Cursor.parse(id, organisation()).orElseThrow());
    }

    private static Reader open(SimulatedKafka.Replica replica, Start start) {
        return open(replica, start, Integer.MAX_VALUE);
    }

    private static Reader open(SimulatedKafka.Replica replica, Start start, int patience) {
        return new Reader(patience).open(replica.hub, Interest.all(organisation()), start);
    }

    private static HubSettings settings(long journalBytes, int ageMillis) {
        return UsualHub.settings(
                journalBytes, Duration.ofMillis(ageMillis), Duration.ofDays(1), Duration.ofMillis(180_000), 1 << 30);
    }
}
