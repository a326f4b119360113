package io.dealstream.cluster;

import io.dealstream.access.Elsewhere;
import io.dealstream.access.StreamQuota.Counted;
import io.dealstream.cluster.ReplicaReport.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The other replicas, as their reports tell. Thread-safe.
///
/// It compares no clocks of different machines: a replica is alive if its last report arrived here not long
/// ago. A report that was already on the topic when reading began may come from a dead replica, so it counts
/// only after another one. When not even this replica's own reports come back, this replica is cut off, and its
/// knowledge of the others stays as it was.
final class Replicas implements Cluster, Elsewhere {

    /// The most replicas that are remembered: more than anybody runs.
    static final int MOST = 1_000;

    /// A replica's last report.
    ///
    /// @param at when it arrived, nanoseconds
    /// @param confirmed whether it was written while this replica listened
    private record Heard(ReplicaReport report, long at, boolean confirmed) {}

    private final String self;
    private final long reportEvery;
    private final long silentAfter;
    private final LongSupplier nanoTime;
    private final Map<String, Heard> others = new HashMap<>();
    private @Nullable Long heardOfSelfAt;
    /// How many streams each caller has open on the replicas that accept streams.
    private final Map<String, Integer> callers = new ConcurrentHashMap<>();

    /// @param self this replica's id
    Replicas(String self, ClusterSettings settings, LongSupplier nanoTime) {
        this.self = self;
        this.reportEvery = settings.reportEvery().toNanos();
        this.silentAfter = settings.silentAfter().toNanos();
        this.nanoTime = nanoTime;
    }

    /// Takes a report.
    ///
    /// @param fresh whether it was written while this replica listened
    synchronized void heard(ReplicaReport report, boolean fresh) {
        long now = nanoTime.getAsLong();
        if (report.id().equals(self)) {
            heardOfSelfAt = now;
            return;
        }
        if (others.size() < MOST || others.containsKey(report.id())) {
            drop(others.put(report.id(), new Heard(report, now, fresh)));
            if (fresh) {
                add(report, 1);
            }
        }
    }

    /// Takes note that a replica has ended.
    synchronized void ended(String id) {
        drop(others.remove(id));
    }

    /// Forgets all replicas, because the topic is gone or was made again.
    synchronized void forget() {
        others.clear();
        callers.clear();
        heardOfSelfAt = null;
    }

    /// Forgets the replicas that were silent for too long. Must be called about once a second.
    synchronized void sweep() {
        long now = present();
        others.values().removeIf(heard -> {
            boolean silent = now - heard.at() > silentAfter;
            if (silent) {
                drop(heard);
            }
            return silent;
        });
    }

    /// The present time, nanoseconds; while this replica is cut off, the time at which it last was not.
    private long present() {
        long now = nanoTime.getAsLong();
        Long heard = heardOfSelfAt;
        return heard != null && now - heard > 2 * reportEvery ? heard : now;
    }

    @Override
    public synchronized boolean isInTouch() {
        Long heard = heardOfSelfAt;
        return heard != null && nanoTime.getAsLong() - heard <= 2 * reportEvery;
    }

    @Override
    public synchronized List<ReplicaReport> others() {
        List<ReplicaReport> reports = new ArrayList<>();
        for (Heard heard : others.values()) {
            if (heard.confirmed()) {
                reports.add(heard.report());
            }
        }
        return reports;
    }

    @Override
    public int open(Counted of) {
        return callers.isEmpty() ? 0 : callers.getOrDefault(CallerHash.of(of), 0);
    }

    private void drop(@Nullable Heard heard) {
        if (heard != null && heard.confirmed()) {
            add(heard.report(), -1);
        }
    }

    /// Adds a report's counts or takes them away. The streams of a replica that shuts down do not count: its
    /// clients are on their way to the others.
    private void add(ReplicaReport report, int sign) {
        if (report.state() != State.DRAINING) {
            report.callers()
                    .forEach((caller, count) ->
                            callers.merge(caller, sign * count, (one, other) -> one + other == 0 ? null : one + other));
        }
    }
}
