package io.dealstream.hub;

import static io.dealstream.hub.HubFixture.PROGRESS;
import static io.dealstream.hub.SimulatedKafka.deal;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Cursor;
import io.dealstream.event.StreamKey;
import io.dealstream.testing.ForgedIds;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whoever has any credential can make ids that pass the checksum, which has no key.
class ForgedIdsTest {

    private final SimulatedKafka kafka = new SimulatedKafka(6);
    private final SimulatedKafka.Replica replica = kafka.replica(HubFixture.roomy(), 900);

    @Test
    void openAStreamLikeAnyOtherAndLeaveNothingBehind() {
        for (int i = 0; i < 500; i++) {
            kafka.now++;
            kafka.write(i % 6, i % 3, PROGRESS);
        }
        replica.readAll();
        int known = replica.hub.knownStreams();
        ForgedIds forged = new ForgedIds(new Random(14), kafka.partitions, kafka.now);
        int passed = 0;

        for (int i = 0; i < 300_000; i++) {
            // a stream with events, and ones of which nothing was ever heard
            StreamKey stream = i % 2 == 0 ? deal(i % 3) : deal(1_000 + i);
            Start start = Cursor.parse(forged.next(stream), stream)
                    .<Start>map(Start.After::new)
                    .orElseGet(Start.Unknown::new);
            passed += start instanceof Start.After ? 1 : 0;
            Reader reader = Reader.greedy();
            if (replica.hub.open(Interest.all(stream), start, reader) instanceof Opening.Open(Subscription open)) {
                if (i % 30 == 0) {
                    open.subscribe(reader);
                    reader.run();
                    open.bookmark();
                    kafka.now += 1;
                    replica.hub.horizon(kafka.now);
                    replica.hub.tick();
                    reader.run();
                    assertThat(reader.failure).isNull();
                }
                open.cancel();
                reader.run();
            }
        }

        assertThat(passed).as("ids that were taken").isGreaterThan(10_000);
        assertThat(replica.hub.knownStreams()).isEqualTo(known);
    }

    @Test
    void refusesOneMoreThatNothingIsKnownOf() {
        HubSettings few = new HubSettings(
                1 << 30,
                Duration.ofMillis(900),
                Duration.ofSeconds(60),
                Duration.ofMillis(150),
                1 << 20,
                new HubSettings.Awaited(3, 100),
                UsualHub.MEMBERS,
                1 << 20);
        SimulatedKafka.Replica small = kafka.replica(few, 900);
        kafka.write(0, 1, PROGRESS);
        small.readAll();
        Reader first = Reader.greedy().open(small.hub, Interest.all(deal(10)), new Start.Now());
        Reader.greedy().open(small.hub, Interest.all(deal(11)), new Start.Now());
        Reader.greedy().open(small.hub, Interest.all(deal(12)), new Start.Now());

        assertThat(open(small, 13)).isInstanceOf(Opening.Full.class);
        assertThat(open(small, 1)).as("one that is known").isInstanceOf(Opening.Open.class);
        assertThat(open(small, 12)).as("one that is waited for already").isInstanceOf(Opening.Open.class);
        first.cut();
        assertThat(open(small, 13)).isInstanceOf(Opening.Open.class);
        kafka.write(0, 11, PROGRESS);
        small.readAll();
        assertThat(open(small, 14)).as("since another was heard of").isInstanceOf(Opening.Open.class);
    }

    private static Opening open(SimulatedKafka.Replica replica, int deal) {
        return replica.hub.open(Interest.all(deal(deal)), new Start.Now(), Reader.greedy());
    }
}
