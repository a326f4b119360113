package io.dealstream.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Tells since when nothing is broken: broker and replicas run, and all replicas know of each other.
final class Weather implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final List<Replica> replicas;
    private final Thread watching = new Thread(this::watch, "weather");
    private volatile boolean broken;
    private volatile long calmSince = Long.MAX_VALUE;
    private volatile boolean closed;

    Weather(List<Replica> replicas) {
        this.replicas = List.copyOf(replicas);
    }

    Weather start() {
        watching.start();
        return this;
    }

    /// Something is about to be broken.
    void broken() {
        broken = true;
        calmSince = Long.MAX_VALUE;
    }

    /// Everything runs again, or will soon.
    void mended() {
        broken = false;
    }

    /// Whether it has been calm for so long.
    boolean isCalm(Duration since) {
        long began = calmSince;
        return began != Long.MAX_VALUE && System.nanoTime() - began > since.toNanos();
    }

    private void watch() {
        while (!closed) {
            boolean calm = !broken && replicas.stream().allMatch(this::knowsAll);
            if (!calm || broken) {
                calmSince = Long.MAX_VALUE;
            } else if (calmSince == Long.MAX_VALUE) {
                calmSince = System.nanoTime();
            }
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
    }

    private boolean knowsAll(Replica replica) {
        try {
            // one that was killed is counted for a while beside its successor
            return replica.metric("dealstream_cluster_replicas") >= replicas.size()
                    && replica.metric("dealstream_cluster_in_touch") == 1;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
