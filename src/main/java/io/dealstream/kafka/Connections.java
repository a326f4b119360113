package io.dealstream.kafka;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One thread's connections to Kafka, made when they are needed. Not thread-safe, but for [#wakeUp].
public final class Connections implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Connections.class);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Supplier<Admin> admins;
    private final Duration patience;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private @Nullable Admin admin;

    /// @param patience for how long closing one of them may take
    public Connections(Supplier<Consumer<byte[], byte[]>> consumers, Supplier<Admin> admins, Duration patience) {
        this.consumers = consumers;
        this.admins = admins;
        this.patience = patience;
    }

    public Consumer<byte[], byte[]> consumer() {
        Consumer<byte[], byte[]> known = consumer;
        if (known == null) {
            known = consumers.get();
            consumer = known;
        }
        return known;
    }

    public Admin admin() {
        Admin known = admin;
        if (known == null) {
            known = admins.get();
            admin = known;
        }
        return known;
    }

    /// Cuts short what the consumer waits for. Any thread may call this.
    public void wakeUp() {
        Consumer<byte[], byte[]> known = consumer;
        if (known != null) {
            known.wakeup();
        }
    }

    /// Drops the connections, within seconds; they are made anew when somebody asks. Never fails.
    @Override
    public void close() {
        Consumer<byte[], byte[]> oldConsumer = consumer;
        Admin oldAdmin = admin;
        consumer = null;
        admin = null;
        if (oldConsumer != null) {
            close(() -> oldConsumer.close(CloseOptions.timeout(patience)));
        }
        if (oldAdmin != null) {
            close(() -> oldAdmin.close(patience));
        }
    }

    private static void close(Runnable connection) {
        try {
            connection.run();
        } catch (Throwable e) {
            // whatever it is, the next connection is a new one
            LOG.debug("A connection did not close in order", e);
        }
    }
}
