package io.dealstream.cluster;

import io.dealstream.cluster.ReplicaReport.State;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
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
    /// How long streams are sent away before a look at what has been gained.
    private static final long ROUND_NANOS = Duration.ofSeconds(12).toNanos();
    /// How long it takes until a client that was sent away is back: only then it can be told where it went.
    private static final long RETURN_NANOS = Duration.ofSeconds(8).toNanos();

    /// What has been sent away since the last look.
    private record Round(int streamsBefore, long since, int sent) {}

    private final LocalReplica self;
    private final Cluster cluster;
    private final ClusterSettings settings;
    private final LongSupplier nanoTime;
    private @Nullable Round round;
    private boolean probing = true;
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
        if (surplus <= 0) {
            round = null;
            probing = true;
            vain = 0;
            return;
        }
        Round current = round;
        if (current == null) {
            round = send(new Round(self.streams(), now, 0), surplus);
            return;
        }
        long sendsFor = probing ? TURN_NANOS : ROUND_NANOS;
        long passed = now - current.since();
        if (passed < sendsFor) {
            round = send(current, surplus);
        } else if (passed >= sendsFor + RETURN_NANOS) {
            look(current, now);
        }
    }

    /// How many more streams than the mean there are here, where that is reason enough to do something; else 0.
    private int surplus() {
        List<ReplicaReport> others = cluster.others();
        ReplicaReport own = self.report();
        boolean quiet = others.isEmpty()
                || !cluster.isInTouch()
                || Stream.concat(Stream.of(own), others.stream()).anyMatch(one -> one.state() != State.SERVING);
        if (quiet) {
            return 0;
        }
        double mean = (own.streams()
                        + others.stream().mapToDouble(ReplicaReport::streams).sum())
                / (others.size() + 1);
        boolean clearly = own.streams() > mean * TIMES && own.streams() >= mean + STREAMS;
        return clearly || round != null || !probing ? (int) (own.streams() - mean) : 0;
    }

    /// @return null where nothing has been sent away
    private @Nullable Round send(Round current, int surplus) {
        int most = Math.min(surplus, Math.max(1, (int) (self.streams() * SHARE)));
        int sent = current.sent() + self.sendAway(most, settings.rebalanceAge());
        return sent == 0 ? null : new Round(current.streamsBefore(), current.since(), sent);
    }

    private void look(Round over, long now) {
        boolean gained = over.streamsBefore() - self.streams() > GAIN * over.sent();
        probing = !gained;
        vain = gained ? 0 : vain + 1;
        round = null;
        if (vain == PROBES) {
            vain = 0;
            restsUntil = now + settings.rebalanceRest().toNanos();
        }
    }
}
