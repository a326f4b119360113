package io.dealstream.kafka;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One thread's clients for Kafka: a consumer and an administrative client, made when they are first needed.
/// Not thread-safe, except [#wakeUp].
public final class Connections implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Connections.class);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Supplier<Admin> admins;
    private final Duration patience;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private @Nullable Admin admin;

    /// @param consumers makes the consumer; may throw
    /// @param admins makes the administrative client; may throw
    /// @param patience how long the closing of one client may take
    public Connections(Supplier<Consumer<byte[], byte[]>> consumers, Supplier<Admin> admins, Duration patience) {
        this.consumers = consumers;
        this.admins = admins;
        this.patience = patience;
    }

    /// The consumer, made now if there is none.
    ///
    /// @throws org.apache.kafka.common.KafkaException when it cannot be made
    public Consumer<byte[], byte[]> consumer() {
        Consumer<byte[], byte[]> known = consumer;
        if (known == null) {
            known = consumers.get();
            consumer = known;
        }
        return known;
    }

    /// The administrative client, made now if there is none.
    ///
    /// @throws org.apache.kafka.common.KafkaException when it cannot be made
    public Admin admin() {
        Admin known = admin;
        if (known == null) {
            known = admins.get();
            admin = known;
        }
        return known;
    }

    /// Interrupts a poll of the consumer. Any thread may call this.
    public void wakeUp() {
        Consumer<byte[], byte[]> known = consumer;
        if (known != null) {
            known.wakeup();
        }
    }

    /// Closes the clients, within seconds. The next call makes new ones. Never fails.
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
            // whatever failed, the next client is a new one
            LOG.debug("A connection did not close in order", e);
        }
    }
}
