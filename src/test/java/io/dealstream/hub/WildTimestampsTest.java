package io.dealstream.hub;

import static io.dealstream.hub.HubFixture.ENDED;
import static io.dealstream.hub.HubFixture.GRACE_MILLIS;
import static io.dealstream.hub.HubFixture.PROGRESS;
import static io.dealstream.hub.SimulatedKafka.ACME;
import static io.dealstream.hub.SimulatedKafka.deal;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Records say of themselves when they were written. Whatever they say, memory is given back and ids hold.
class WildTimestampsTest {

    private static final Tenant OTHER = new Tenant("other");
    private static final long CENTURY = Duration.ofDays(36_525).toMillis();

    private final SimulatedKafka kafka = new SimulatedKafka(2);
    private final SimulatedKafka.Replica replica = kafka.replica(
            HubFixture.roomy(), 900, subject -> subject.kind().equals("deal") ? new HubFixture.DealState() : null);

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 1, 1_000_000 + 36_525L * 86_400_000})
    void memoryIsGivenBackWhateverARecordIsDated(long timestamp) {
        kafka.write(ACME, 0, 1, PROGRESS, 0, timestamp);
        write(20);
        assertThat(replica.hub.journalBytes()).isPositive();

        kafka.now += 2_000;
        replica.readAll();
        assertThat(replica.hub.journalBytes()).isZero();
        kafka.now += 61_000;
        replica.readAll();
        replica.hub.sweep();

        assertThat(replica.hub.knownStreams()).isZero();
    }

    @Test
    void whatEndsInTheFutureEndsNow() {
        Reader reader = Reader.greedy().open(replica.hub, Interest.all(deal(1)), new Start.Now());
        kafka.write(ACME, 0, 1, ENDED, 0, kafka.now + CENTURY);
        replica.readAll();
        kafka.now += GRACE_MILLIS + 1;
        replica.readAll();
        reader.run();

        assertThat(reader.completed).isTrue();
    }

    @Test
    void othersAreNotSentToKafkaForEverByAPartitionDatedInTheFuture() {
        Reader reader = Reader.greedy().open(replica.hub, Interest.all(deal(1)), new Start.Now());
        kafka.write(OTHER, 0, 7, PROGRESS, 0, kafka.now + CENTURY);
        kafka.write(OTHER, 0, 7, PROGRESS, 0);
        List<String> written = write(1, 3);
        reader.run();
        // the other tenant's deal is forgotten, and memory begins behind it
        kafka.now += 62_000;
        replica.readAll();
        replica.hub.sweep();
        written.addAll(write(1, 3));
        reader.run();
        kafka.now += 500;
        replica.readAll();
        java.util.Objects.requireNonNull(reader.subscription).bookmark();
        reader.cut();
        List<String> missed = write(1, 2);
        missed.addAll(write(0, 2));

        Reader again = Reader.greedy().open(replica.hub, Interest.all(deal(1)), HubFixture.after(reader, deal(1)));

        assertThat(again.values()).isEqualTo(missed);
        assertThat(kafka.historyReads).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyClientHasEveryEventOnceWhateverRecordsAreDated(long seed) {
        Random random = new Random(seed);
        SimulatedKafka.Replica[] replicas = {replica, kafka.replica(HubFixture.settings(20_000, 1 << 30), 900)};
        List<String> written = new ArrayList<>();
        List<String> received = new ArrayList<>();
        Reader reader = Reader.greedy().open(replica.hub, Interest.all(deal(1)), new Start.Now());
        for (int step = 0; step < 2_000; step++) {
            kafka.now += random.nextInt(5);
            long timestamp = random.nextInt(10) > 0 ? kafka.now : wild(random);
            written.add(kafka.write(ACME, random.nextInt(2), 1, PROGRESS, 0, timestamp));
            for (SimulatedKafka.Replica each : replicas) {
                each.readAll();
            }
            reader.run();
            if (random.nextInt(20) == 0) {
                Start start = reader.lastId() == null ? new Start.Now() : HubFixture.after(reader, deal(1));
                received.addAll(reader.values());
                reader.cut();
                if (random.nextInt(10) == 0) {
                    replicas[1] = kafka.replica(HubFixture.settings(20_000, 1 << 30), 900);
                }
                reader = Reader.greedy().open(replicas[random.nextInt(2)].hub, Interest.all(deal(1)), start);
                assertThat(reader.resets()).isEmpty();
            }
        }
        received.addAll(reader.values());

        assertThat(received).containsExactlyInAnyOrderElementsOf(written);
    }

    private long wild(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> -1;
            case 1 -> Long.MAX_VALUE;
            case 2 -> kafka.now + CENTURY;
            case 3 -> 0;
            default -> kafka.now - random.nextInt(100_000);
        };
    }

    private List<String> write(int count) {
        return write(0, count);
    }

    private List<String> write(int partition, int count) {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            written.add(kafka.write(partition, 1, PROGRESS));
        }
        replica.readAll();
        return written;
    }
}
