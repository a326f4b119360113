package io.dealstream.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// A proxy between clients and servers on 127.0.0.1 that behaves like a very bad network. It forwards TCP
/// connections without understanding their content, but cuts, stalls, half-closes and delays them, by itself
/// (see [Mischief]) and on demand. A new connection goes to the next target in turn that accepts it.
public final class MisbehavingProxy implements AutoCloseable {

    /// What a proxy does, for counting.
    public enum Deed {
        /// Took a connection and found a target for it.
        CONNECT,
        /// Took a connection and threw it out.
        REFUSE,
        CUT,
        STALL,
        HALF_CLOSE
    }

    private static final int CONNECT_MILLIS = 2_000;
    private static final Duration FOREVER = Duration.ofDays(1);

    private final ServerSocket server = Loopback.listen();
    private final Mischief mischief;
    private final long seed;
    private final AtomicInteger accepted = new AtomicInteger();
    private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();
    private final Map<Deed, LongAdder> deeds = new EnumMap<>(Deed.class);
    private final Monitor monitor = new Monitor();
    private volatile List<InetSocketAddress> targets;
    private volatile boolean refusing;
    private volatile boolean holding;
    private volatile boolean holdingStreams;
    private boolean stalling;

    /// A running proxy.
    ///
    /// @param targets see [#targets(List)]
    /// @param seed makes each connection's fate the same in each run
    public MisbehavingProxy(List<InetSocketAddress> targets, Mischief mischief, long seed) {
        this.targets = List.copyOf(targets);
        this.mischief = mischief;
        this.seed = seed;
        for (Deed deed : Deed.values()) {
            deeds.put(deed, new LongAdder());
        }
        Thread.ofVirtual().name("misbehaving-proxy").start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /// An address as the clients see it.
    ///
    /// @param path with its query, from its slash on
    public URI uri(String path) {
        return URI.create("http://" + Loopback.HOST + ":" + port() + path);
    }

    /// From now on, new connections go to these.
    public void targets(List<InetSocketAddress> targets) {
        this.targets = List.copyOf(targets);
    }

    /// Cuts all connections.
    ///
    /// @return how many
    public int cutAll() {
        List<ProxiedConnection> now = List.copyOf(open);
        now.forEach(ProxiedConnection::cut);
        return now.size();
    }

    /// Lets no byte of any response through, or lets them through again, with all that has gathered meanwhile in the
    /// system's buffers.
    public void stallAll(boolean on) {
        monitor.change(() -> stalling = on);
    }

    /// Throws out new connections, or takes them again.
    public void refuse(boolean on) {
        refusing = on;
    }

    /// Keeps back all that servers say, as proxies do that pass a response on when it is complete; or hands it out.
    public void holdEverything(boolean on) {
        holding = on;
        open.forEach(ProxiedConnection::handOut);
    }

    /// Lets answers through as they come but for event streams: of these only the head, and the rest when they are
    /// complete. So do proxies that buffer. What they hold back when this is lifted is handed out.
    public void holdStreams(boolean on) {
        holdingStreams = on;
        open.forEach(ProxiedConnection::handOut);
    }

    /// How often it has done something so far.
    public long count(Deed deed) {
        return deeds.get(deed).sum();
    }

    /// How many connections are open.
    public int open() {
        return open.size();
    }

    /// Ends the proxy and all its connections.
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            // Closed is closed.
        }
        open.forEach(ProxiedConnection::close);
    }

    void did(Deed deed) {
        deeds.get(deed).increment();
    }

    boolean isHolding(boolean stream) {
        return holding || (stream && holdingStreams);
    }

    void ended(ProxiedConnection connection) {
        open.remove(connection);
        monitor.change(() -> {});
    }

    /// Waits for a while, or until the connection has ended.
    void pause(ProxiedConnection connection, Duration time) {
        monitor.pause(time, () -> !open.contains(connection));
    }

    /// Waits as long as everything is stalled.
    void awaitFlow(ProxiedConnection connection) {
        monitor.pause(FOREVER, () -> !stalling || !open.contains(connection));
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Random random = new Random(seed + 0x9E3779B97F4A7C15L * accepted.incrementAndGet());
                Thread.ofVirtual().start(() -> serve(client, random));
            }
        } catch (IOException closed) {
            // The proxy is.
        }
    }

    private void serve(Socket client, Random random) {
        if (!refusing) {
            List<InetSocketAddress> candidates = targets;
            int turn = accepted.get();
            for (int i = 0; i < candidates.size(); i++) {
                Socket target = new Socket();
                try {
                    target.connect(candidates.get((turn + i) % candidates.size()), CONNECT_MILLIS);
                    did(Deed.CONNECT);
                    ProxiedConnection connection = new ProxiedConnection(this, client, target, mischief, random);
                    open.add(connection);
                    connection.run();
                    return;
                } catch (IOException e) {
                    ProxiedConnection.close(target);
                }
            }
        }
        did(Deed.REFUSE);
        ProxiedConnection.reset(client);
    }
}
