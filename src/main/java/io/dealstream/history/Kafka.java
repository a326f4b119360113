package io.dealstream.history;

import io.dealstream.intake.KafkaClients;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One worker's connections to Kafka, made when they are needed. Not thread-safe.
final class Kafka implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Kafka.class);
    private static final String PURPOSE = "history";
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Supplier<Admin> admins;
    private @Nullable Consumer<byte[], byte[]> consumer;
    private @Nullable Admin admin;

    Kafka(KafkaClients clients) {
        this(() -> clients.reader(PURPOSE), () -> clients.admin(PURPOSE));
    }

    Kafka(Supplier<Consumer<byte[], byte[]>> consumers, Supplier<Admin> admins) {
        this.consumers = consumers;
        this.admins = admins;
    }

    Consumer<byte[], byte[]> consumer() {
        Consumer<byte[], byte[]> known = consumer;
        if (known == null) {
            known = consumers.get();
            consumer = known;
        }
        return known;
    }

    Admin admin() {
        Admin known = admin;
        if (known == null) {
            known = admins.get();
            admin = known;
        }
        return known;
    }

    /// Drops the connections; they are made anew when somebody asks. Never fails.
    @Override
    public void close() {
        Consumer<byte[], byte[]> oldConsumer = consumer;
        Admin oldAdmin = admin;
        consumer = null;
        admin = null;
        if (oldConsumer != null) {
            close(() -> oldConsumer.close(CloseOptions.timeout(PATIENCE)));
        }
        if (oldAdmin != null) {
            close(() -> oldAdmin.close(PATIENCE));
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
