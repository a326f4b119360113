package io.dealstream.kafka;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/// A producer of transactions, made when it is needed first and again after it was given up: one of the same
/// transactional id ends what another has left open. Belongs to one thread.
public final class TransactionalProducer {

    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private @Nullable Producer<byte[], byte[]> producer;

    /// @param producers makes producers that all have the same transactional id
    public TransactionalProducer(Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
    }

    /// One that is ready to begin a transaction.
    ///
    /// @throws RuntimeException when Kafka is away, or refuses it
    public Producer<byte[], byte[]> open() {
        if (producer == null) {
            Producer<byte[], byte[]> fresh = producers.get();
            try {
                fresh.initTransactions();
            } catch (RuntimeException e) {
                fresh.close(Duration.ZERO);
                throw e;
            }
            producer = fresh;
        }
        return producer;
    }

    /// Ends the transaction that is open, if there is one, and gives the producer up.
    public void abort() {
        try {
            if (producer != null) {
                producer.abortTransaction();
            }
        } catch (RuntimeException e) {
            // there is nothing to abort, or nobody to tell: a transaction that is left open ends by itself
        } finally {
            close();
        }
    }

    /// Gives the producer up.
    public void close() {
        if (producer != null) {
            producer.close(CLOSE);
            producer = null;
        }
    }
}
