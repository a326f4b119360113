package io.dealstream.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.cluster.ReplicaReport.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Replicas, clients and a load balancer, by a clock of their own.
class RebalanceTest {

    private static final Duration AGE = Duration.ofMinutes(10);

    private final Random random = new Random(3);
    private final List<Replica> replicas = new ArrayList<>();
    private final List<Client> gone = new ArrayList<>();
    private Duration slowest = Duration.ofSeconds(4);
    private long now;
    private int turn;

    /// Where the load balancer sends a client.
    private ToIntFunction<Client> balancer = client -> turn++ % replicas.size();

    private static final class Client {
        private final int address;
        private long openedAt;
        private long backAt;
        private int moves;

        Client(int address) {
            this.address = address;
        }
    }

    private final class Replica implements LocalReplica, Cluster {

        private final String id = "replica-" + replicas.size();
        private final List<Client> streams = new ArrayList<>();
        private final Rebalance rebalance = new Rebalance(this, this, Reports.settings("replicas"), () -> now);
        private State state = State.SERVING;
        private ReplicaReport told = Reports.serving(id, 0);
        private boolean inTouch = true;

        @Override
        public String id() {
            return id;
        }

        @Override
        public State state() {
            return state;
        }

        @Override
        public int streams() {
            return streams.size();
        }

        @Override
        public ReplicaReport report() {
            return Reports.of(id, state, streams.size(), Map.of());
        }

        @Override
        public int sendAway(int most, Duration age) {
            List<Client> some = streams.stream()
                    .filter(client -> now - client.openedAt >= age.toNanos())
                    .limit(most)
                    .toList();
            streams.removeAll(some);
            for (Client client : some) {
                client.moves++;
                // one of twenty is slow
                Duration away = random.nextInt(20) == 0 ? slowest : Duration.ofMillis(1_000 + random.nextInt(3_000));
                client.backAt = now + away.toNanos();
                gone.add(client);
            }
            return some.size();
        }

        @Override
        public List<ReplicaReport> others() {
            return replicas.stream()
                    .filter(other -> other != this)
                    .map(other -> other.told)
                    .toList();
        }

        @Override
        public boolean isInTouch() {
            return inTouch;
        }
    }

    private void start(int count) {
        for (int i = 0; i < count; i++) {
            replicas.add(new Replica());
        }
    }

    private void connect(int clients, Replica to) {
        for (int i = 0; i < clients; i++) {
            Client client = new Client(random.nextInt());
            client.openedAt = now;
            to.streams.add(client);
        }
    }

    private void pass(Duration time) {
        for (long end = now + time.toNanos(); now < end; ) {
            now += Duration.ofMillis(200).toNanos();
            for (Client client : List.copyOf(gone)) {
                if (client.backAt <= now) {
                    gone.remove(client);
                    client.openedAt = now;
                    replicas.get(balancer.applyAsInt(client)).streams.add(client);
                }
            }
            if (now % Duration.ofSeconds(1).toNanos() == 0) {
                replicas.forEach(replica -> replica.told = replica.report());
            }
            replicas.forEach(replica -> replica.rebalance.turn());
        }
    }

    private int leastLoaded(Client client) {
        return replicas.indexOf(replicas.stream()
                .min(Comparator.comparingInt(replica -> replica.streams.size()))
                .orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void streamsComeToAReplicaThatWasAdded(boolean leastConnections) {
        balancer = leastConnections ? this::leastLoaded : balancer;
        start(2);
        replicas.forEach(replica -> connect(1_500, replica));
        pass(AGE);
        replicas.add(new Replica());

        pass(Duration.ofMinutes(3));

        assertThat(sizes()).allSatisfy(size -> assertThat(size).isBetween(900, 1_100));
        assertThat(all()).allSatisfy(client -> assertThat(client.moves).isLessThanOrEqualTo(1));
        pass(AGE.multipliedBy(3));
        assertThat(all().stream().mapToInt(client -> client.moves).sum()).isLessThanOrEqualTo(3_000);
    }

    private List<Integer> sizes() {
        return replicas.stream().map(replica -> replica.streams.size()).toList();
    }

    private List<Client> all() {
        return replicas.stream().flatMap(replica -> replica.streams.stream()).toList();
    }

    @Test
    void atMostTwoPercentASecondAreSentAway() {
        start(2);
        connect(2_000, replicas.getFirst());
        pass(AGE);
        balancer = this::leastLoaded;

        for (int second = 0; second < 60; second++) {
            int before = replicas.getFirst().streams.size();
            pass(Duration.ofSeconds(1));
            assertThat(before - replicas.getFirst().streams.size()).isLessThanOrEqualTo(before / 50 + 1);
        }
    }

    @Test
    void restsWhereEverybodyIsBroughtBack() {
        Map<Integer, Integer> places = new HashMap<>();
        balancer = client -> places.getOrDefault(client.address, 0);
        start(2);
        connect(1_000, replicas.getFirst());
        pass(AGE);

        pass(Duration.ofMinutes(1));
        assertThat(replicas.getFirst().rebalance.isResting()).isTrue();
        int moves = all().stream().mapToInt(client -> client.moves).sum();
        assertThat(moves).isBetween(1, 61);

        pass(Duration.ofMinutes(8));
        assertThat(all().stream().mapToInt(client -> client.moves).sum()).isEqualTo(moves);
        pass(Duration.ofMinutes(10));
        assertThat(all().stream().mapToInt(client -> client.moves).sum()).isBetween(moves + 1, 2 * moves);
    }

    @Test
    void restsWhereTheBalancerBeginsToBringEverybodyBack() {
        balancer = this::leastLoaded;
        start(2);
        connect(5_000, replicas.getFirst());
        pass(AGE);
        pass(Duration.ofSeconds(15));
        assertThat(replicas.getLast().streams).hasSizeGreaterThan(200);

        balancer = client -> 0;
        pass(Duration.ofSeconds(75));

        assertThat(replicas.getFirst().rebalance.isResting()).isTrue();
    }

    @Test
    void fewWhoComeBackLateAreNoGain() {
        balancer = client -> 0;
        slowest = Duration.ofSeconds(9);
        start(2);
        connect(2_000, replicas.getFirst());
        pass(AGE);

        pass(Duration.ofMinutes(1));

        assertThat(replicas.getFirst().rebalance.isResting()).isTrue();
        assertThat(all().stream().mapToInt(client -> client.moves).sum()).isLessThanOrEqualTo(3 * 40);
    }

    @Test
    void youngStreamsStay() {
        start(2);
        connect(1_000, replicas.getFirst());

        pass(AGE.minusSeconds(1));

        assertThat(all()).allSatisfy(client -> assertThat(client.moves).isZero());
    }

    @Test
    void aLittleMoreThanTheOthersIsNoReason() {
        start(2);
        connect(1_180, replicas.getFirst());
        connect(1_000, replicas.getLast());
        start(1);
        connect(1_180, replicas.getLast());
        pass(AGE.multipliedBy(2));
        assertThat(all()).allSatisfy(client -> assertThat(client.moves).isZero());

        replicas.forEach(replica -> replica.streams.clear());
        connect(60, replicas.getFirst());
        pass(AGE.multipliedBy(2));
        assertThat(all()).allSatisfy(client -> assertThat(client.moves).isZero());
    }

    @ParameterizedTest
    @ValueSource(strings = {"STARTING", "DRAINING", "out of touch"})
    void nothingMovesWhileAReplicaComesOrGoesOrNothingIsHeard(String why) {
        start(3);
        connect(1_000, replicas.getFirst());
        if (why.equals("out of touch")) {
            replicas.forEach(replica -> replica.inTouch = false);
        } else {
            replicas.getLast().state = State.valueOf(why);
        }

        pass(AGE.multipliedBy(2));

        assertThat(all()).allSatisfy(client -> assertThat(client.moves).isZero());
    }
}
