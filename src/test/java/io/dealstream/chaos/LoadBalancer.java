package io.dealstream.chaos;

import io.dealstream.testing.MisbehavingProxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Acts like Kubernetes with its probes: sends new connections only to replicas that say they are ready.
final class LoadBalancer implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final MisbehavingProxy proxy;
    private final List<Replica> replicas;
    private final Thread probing = new Thread(this::probe, "readiness-probes");
    private volatile boolean closed;

    LoadBalancer(MisbehavingProxy proxy, List<Replica> replicas) {
        this.proxy = proxy;
        this.replicas = List.copyOf(replicas);
    }

    LoadBalancer start() {
        probing.start();
        return this;
    }

    @Override
    public void close() {
        closed = true;
    }

    private void probe() {
        while (!closed) {
            proxy.targets(replicas.stream()
                    .filter(Replica::isReady)
                    .map(Replica::address)
                    .toList());
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
    }
}
