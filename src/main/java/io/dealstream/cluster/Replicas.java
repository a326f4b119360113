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

/// What is known of the other replicas. Thread-safe.
///
/// Nobody's clock is compared with anybody else's: whether a replica is alive is told by when its last report came
/// here.
/// A report that stood on the topic when it was first read may be a dead replica's, so it counts only after another has
/// come. While not even this replica's own reports come back, it is cut off, and the others stay as they were.
final class Replicas implements Cluster, Elsewhere {

    /// More than anybody runs.
    static final int MOST = 1_000;

    /// A replica's last report.
    ///
    /// @param at when it came, nanoseconds
    /// @param confirmed whether it was written while this replica listened
    private record Heard(ReplicaReport report, long at, boolean confirmed) {}

    private final String self;
    private final long reportEvery;
    private final long silentAfter;
    private final LongSupplier nanoTime;
    private final Map<String, Heard> others = new HashMap<>();
    private @Nullable Long heardOfSelfAt;
    /// How many streams are open by caller, on those that take streams.
    private final Map<String, Integer> callers = new ConcurrentHashMap<>();

    /// @param self this replica's id
    Replicas(String self, ClusterSettings settings, LongSupplier nanoTime) {
        this.self = self;
        this.reportEvery = settings.reportEvery().toNanos();
        this.silentAfter = settings.silentAfter().toNanos();
        this.nanoTime = nanoTime;
    }

    /// A report has come.
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

    /// A replica has ended.
    synchronized void ended(String id) {
        drop(others.remove(id));
    }

    /// There is no topic any more, or another one.
    synchronized void forget() {
        others.clear();
        callers.clear();
        heardOfSelfAt = null;
    }

    /// Forgets those that were silent for too long. To be called about once a second.
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

    /// Now; while this replica is cut off, the time when it last was not.
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

    /// Of a replica that goes down nothing is counted: its clients are on their way to the others.
    private void add(ReplicaReport report, int sign) {
        if (report.state() != State.DRAINING) {
            report.callers()
                    .forEach((caller, count) ->
                            callers.merge(caller, sign * count, (one, other) -> one + other == 0 ? null : one + other));
        }
    }
}
