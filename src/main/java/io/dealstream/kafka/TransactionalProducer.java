package io.dealstream.kafka;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/// A producer of transactions, made when it is first needed and again after it was given up. A new producer
/// with the same transactional id ends the transaction that its predecessor left open. Belongs to one thread.
public final class TransactionalProducer {

    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private @Nullable Producer<byte[], byte[]> producer;

    /// @param producers makes producers, all with the same transactional id
    public TransactionalProducer(Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
    }

    /// A producer that is ready to begin a transaction.
    ///
    /// @throws RuntimeException when Kafka is away or refuses it
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

    /// Aborts the open transaction, if there is one, and gives the producer up. Never fails.
    public void abort() {
        try {
            if (producer != null) {
                producer.abortTransaction();
            }
        } catch (RuntimeException e) {
            // There is nothing to abort, or Kafka is away: an open transaction then ends by its timeout.
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
