package io.dealstream.cluster;

import io.dealstream.cluster.ReplicaReport.State;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Ends some streams of a replica that has clearly more streams than the others, so that they move to a replica
/// that was added (cluster.md, "Streams that move"). It begins with a probe, because a load balancer may bring
/// all clients back to where they were; then ending streams is useless. Not thread-safe, except [#isResting].
final class Rebalance implements Rebalancing {

    /// A replica has clearly more streams than the others if it has this many times the mean, and [#STREAMS]
    /// more than the mean.
    private static final double TIMES = 1.2;

    private static final int STREAMS = 50;
    /// The greatest part of its streams that a replica ends each second.
    private static final double SHARE = 0.02;
    /// The least part of the ended streams that must stay away to count as a gain.
    private static final double GAIN = 0.1;

    private static final int PROBES = 3;
    private static final long TURN_NANOS = Duration.ofSeconds(1).toNanos();
    /// How long a probe takes: longer than clients need to come back.
    private static final long PROBE_NANOS = Duration.ofSeconds(8).toNanos();
    /// The time from one check of the gain to the next.
    private static final long LOOK_NANOS = Duration.ofSeconds(16).toNanos();
    /// How long other replicas may still end streams after the last surplus.
    private static final long HOLD_NANOS = Duration.ofSeconds(30).toNanos();
    /// Clients whose streams were ended in this many last turns may still be on their way.
    private static final int ON_THE_WAY_TURNS = 5;

    /// The streams that were ended since the first probe with a gain. The longer it goes on, the less the late
    /// clients count.
    ///
    /// @param streamsBefore how many streams were open at its beginning
    /// @param since when the last check was, nanoseconds
    /// @param sent how many streams were ended
    private record Round(int streamsBefore, long since, int sent) {}

    private final LocalReplica self;
    private final Cluster cluster;
    private final ClusterSettings settings;
    private final LongSupplier nanoTime;
    /// How many streams were ended in each of the last turns.
    private final ArrayDeque<Integer> recent = new ArrayDeque<>();

    private @Nullable Round round;
    private boolean probing = true;
    /// Whether there was a gain. Then all of the surplus is ended, also what comes from other replicas meanwhile.
    private boolean begun;

    private long sentAt;
    private int vain;
    private long nextTurnAt;
    private long restsUntil;
    private volatile boolean resting;

    Rebalance(LocalReplica self, Cluster cluster, ClusterSettings settings, LongSupplier nanoTime) {
        this.self = self;
        this.cluster = cluster;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.nextTurnAt = nanoTime.getAsLong();
        this.restsUntil = nextTurnAt;
    }

    @Override
    public boolean isResting() {
        return resting;
    }

    /// Ends streams if there is reason to. Must be called several times a second.
    void turn() {
        long now = nanoTime.getAsLong();
        if (!settings.rebalance() || now - nextTurnAt < 0) {
            return;
        }
        nextTurnAt = now + TURN_NANOS;
        resting = now - restsUntil < 0;
        int surplus = resting ? 0 : surplus();
        int sent = 0;
        Round current = round;
        if (surplus <= 0) {
            round = null;
            vain = 0;
            begun &= now - sentAt < HOLD_NANOS;
            probing |= !begun;
        } else if (current == null) {
            int before = self.streams();
            sent = send(surplus);
            round = sent == 0 ? null : new Round(before, now, sent);
        } else if (now - current.since() >= (probing ? PROBE_NANOS : LOOK_NANOS)) {
            look(current, now);
        } else if (!probing) {
            sent = send(surplus);
            round = new Round(current.streamsBefore(), current.since(), current.sent() + sent);
        }
        sentAt = sent > 0 ? now : sentAt;
        recent.add(sent);
        if (recent.size() > ON_THE_WAY_TURNS) {
            recent.remove();
        }
    }

    /// How many more streams than the mean this replica has, if that is reason enough to act; else 0.
    private int surplus() {
        List<ReplicaReport> others = cluster.others();
        boolean quiet = others.isEmpty()
                || !cluster.isInTouch()
                || self.state() != State.SERVING
                || others.stream().anyMatch(other -> other.state() != State.SERVING);
        if (quiet) {
            return 0;
        }
        int own = self.streams();
        double mean = (own + others.stream().mapToDouble(ReplicaReport::streams).sum()) / (others.size() + 1);
        boolean clearly = own > mean * TIMES && own >= mean + STREAMS;
        return clearly || round != null || begun ? (int) (own - mean) : 0;
    }

    private int send(int surplus) {
        int most = Math.min(surplus, Math.max(1, (int) (self.streams() * SHARE)));
        return self.sendAway(most, settings.rebalanceAge());
    }

    private void look(Round over, long now) {
        int onTheWay = recent.stream().mapToInt(Integer::intValue).sum();
        int gone = over.streamsBefore() - self.streams() - onTheWay;
        boolean gained = gone > GAIN * (over.sent() - onTheWay);
        probing = !gained;
        begun |= gained;
        vain = gained ? 0 : vain + 1;
        round = gained ? new Round(over.streamsBefore(), now, over.sent()) : null;
        if (vain == PROBES) {
            vain = 0;
            restsUntil = now + settings.rebalanceRest().toNanos();
        }
    }
}
