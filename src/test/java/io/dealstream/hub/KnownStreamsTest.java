package io.dealstream.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class KnownStreamsTest {

    private final SimulatedKafka kafka = new SimulatedKafka(2);
    private final HubSettings settings =
            UsualHub.settings(1 << 30, Duration.ofMillis(900), Duration.ofDays(1), Duration.ofMillis(150), 1 << 20);

    @Test
    void aStreamThatWasNeverHeardOfIsForgottenWithItsLastReader() {
        EventHub hub = kafka.replica(settings, 900).hub;

        Reader one = Reader.greedy().open(hub, Interest.all(SimulatedKafka.deal(1)), new Start.Now());
        Reader other = Reader.greedy().open(hub, Interest.all(SimulatedKafka.deal(1)), new Start.Now());
        one.cut();
        assertThat(hub.knownStreams()).isEqualTo(1);
        other.cut();

        assertThat(hub.knownStreams()).isZero();
    }

    @Test
    void aStreamWithEventsOutlivesItsReaders() {
        SimulatedKafka.Replica replica = kafka.replica(settings, 900);
        Reader reader = Reader.greedy().open(replica.hub, Interest.all(SimulatedKafka.deal(1)), new Start.Now());
        kafka.write(0, 1, "processing.progress");
        replica.readAll();
        reader.cut();

        // the deal and the organisation
        assertThat(replica.hub.knownStreams()).isEqualTo(2);
    }
}
