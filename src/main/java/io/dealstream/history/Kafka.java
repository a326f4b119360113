package io.dealstream.history;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;

/// One worker's connections to Kafka, made when they are needed. Not thread-safe.
final class Kafka implements AutoCloseable {

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Supplier<Admin> admins;
    private @Nullable Consumer<byte[], byte[]> consumer;
    private @Nullable Admin admin;

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

    /// Drops the connections; they are made anew when somebody asks.
    @Override
    public void close() {
        if (consumer != null) {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
            consumer = null;
        }
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
            admin = null;
        }
    }
}
