package io.dealstream.hub;

import static io.dealstream.hub.HubFixture.PROGRESS;
import static io.dealstream.hub.SimulatedKafka.deal;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Cursor;
import java.util.List;
import org.junit.jupiter.api.Test;

/// An event has one id, whoever reads it, wherever and whenever: poll and stream can be compared.
class SameIdTest {

    private final SimulatedKafka kafka = new SimulatedKafka(2);
    private final SimulatedKafka.Replica replica =
            kafka.replica(HubFixture.roomy(), 900, subject -> new HubFixture.DealState());
    private final SimulatedKafka.Replica other = kafka.replica(HubFixture.roomy(), 900);
    private final Reader live = open(replica, new Start.Now());
    private final Reader elsewhere = open(other, new Start.Now());

    @Test
    void ofAnEventWhetherItIsSeenLiveOrLater() {
        write(0, 10, 20, 30, 500, 20);
        kafka.now += 100;
        replica.readAll();

        Reader later = open(replica, after(live.messages().getFirst()));

        assertThat(ids(live)).hasSize(6).doesNotHaveDuplicates();
        assertThat(ids(later)).isEqualTo(ids(live).subList(1, 6));
    }

    @Test
    void ofAnEventOnEveryReplica() {
        write(0, 10, 300, 20);

        assertThat(ids(elsewhere)).isEqualTo(ids(live));
    }

    @Test
    void ofAStateAndItsLastEvent() {
        write(0, 10, 300, 20);
        kafka.now += 100;
        replica.readAll();

        assertThat(replica.hub.recall(deal(1), (state, id) -> id).await().indefinitely())
                .contains(ids(live).getLast());
    }

    @Test
    void andLosesNothingWhereAReplicaLagsBehind() {
        write(0, 10);
        // this replica hears of the second partition only much later
        kafka.now += 400;
        kafka.write(0, 1, PROGRESS);
        replica.read(kafka.partitions.get(0), 1);
        replica.hub.horizon(0);
        kafka.write(1, 1, PROGRESS);
        live.run();
        assertThat(live.messages()).hasSize(3);
        Delivery.Message last = live.messages().getLast();
        replica.readAll();

        assertThat(open(replica, after(last)).messages()).hasSize(1);
        assertThat(open(other(), after(last)).messages()).hasSize(1);
    }

    private SimulatedKafka.Replica other() {
        other.readAll();
        return other;
    }

    /// One event after each pause, by turns in two partitions.
    private void write(int... pauses) {
        int partition = 0;
        for (int pause : pauses) {
            kafka.now += pause;
            kafka.write(partition, 1, PROGRESS);
            partition = 1 - partition;
            replica.readAll();
            other.readAll();
            live.run();
            elsewhere.run();
        }
    }

    private static Reader open(SimulatedKafka.Replica replica, Start start) {
        return new Reader(Integer.MAX_VALUE).open(replica.hub, new Interest(deal(1), event -> true, true), start);
    }

    private static Start after(Delivery.Message message) {
        return new Start.After(Cursor.parse(message.id(), deal(1)).orElseThrow());
    }

    private static List<String> ids(Reader reader) {
        return reader.messages().stream().map(Delivery.Message::id).toList();
    }
}
