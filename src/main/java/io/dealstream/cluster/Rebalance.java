package io.dealstream.cluster;

import io.dealstream.cluster.ReplicaReport.State;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Has a replica that has clearly more streams than the others send some of its streams away, so that they come to a
/// replica that was added. It probes first: a load balancer may bring everybody back to where they were, and then all
/// this is of no use. Not thread-safe, but for [#isResting].
final class Rebalance implements Rebalancing {

    /// What more than the mean counts as clearly more: both.
    private static final double TIMES = 1.2;

    private static final int STREAMS = 50;
    /// At most so many of its streams a second.
    private static final double SHARE = 0.02;
    /// At least so much of what was sent away must be gone for good for it to count as a gain.
    private static final double GAIN = 0.1;

    private static final int PROBES = 3;
    private static final long TURN_NANOS = Duration.ofSeconds(1).toNanos();
    /// How long a probe takes: longer than until those who were sent away are back.
    private static final long PROBE_NANOS = Duration.ofSeconds(8).toNanos();
    /// From one look at what has been gained to the next.
    private static final long LOOK_NANOS = Duration.ofSeconds(16).toNanos();
    /// How long after the last surplus others may still be sending theirs.
    private static final long HOLD_NANOS = Duration.ofSeconds(30).toNanos();
    /// Who was sent away in as many turns may be on the way still.
    private static final int ON_THE_WAY_TURNS = 5;

    /// What has been sent away since the first probe that was a gain: the longer it goes on, the less do those count
    /// who
    /// come back late.
    ///
    /// @param since the last look
    private record Round(int streamsBefore, long since, int sent) {}

    private final LocalReplica self;
    private final Cluster cluster;
    private final ClusterSettings settings;
    private final LongSupplier nanoTime;
    /// How many were sent away in each of the last turns.
    private final ArrayDeque<Integer> recent = new ArrayDeque<>();

    private @Nullable Round round;
    private boolean probing = true;
    /// Whether there has been a gain: then all of the surplus goes, what comes from others meanwhile included.
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

    /// Sends streams away if there is reason to. To be called several times a second.
    void turn() {
        long now = nanoTime.getAsLong();
        if (!settings.rebalance() || now < nextTurnAt) {
            return;
        }
        nextTurnAt = now + TURN_NANOS;
        resting = now < restsUntil;
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

    /// How many more streams than the mean there are here, where that is reason enough to do something; else 0.
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
