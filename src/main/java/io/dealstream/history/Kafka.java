package io.dealstream.history;

import io.dealstream.intake.KafkaClients;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One worker's connections to Kafka, made when they are needed. Not thread-safe.
final class Kafka implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Kafka.class);
    private static final String PURPOSE = "history";

    private final KafkaClients clients;
    private @Nullable Consumer<byte[], byte[]> consumer;
    private @Nullable Admin admin;

    Kafka(KafkaClients clients) {
        this.clients = clients;
    }

    Consumer<byte[], byte[]> consumer() {
        Consumer<byte[], byte[]> known = consumer;
        if (known == null) {
            known = clients.reader(PURPOSE);
            consumer = known;
        }
        return known;
    }

    Admin admin() {
        Admin known = admin;
        if (known == null) {
            known = clients.admin(PURPOSE);
            admin = known;
        }
        return known;
    }

    /// Drops the connections; they are made anew when somebody asks.
    @Override
    public void close() {
        try {
            if (consumer != null) {
                consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
            }
            if (admin != null) {
                admin.close(Duration.ofSeconds(1));
            }
        } catch (KafkaException e) {
            LOG.debug("A connection did not close in order", e);
        } finally {
            consumer = null;
            admin = null;
        }
    }
}
