package io.dealstream.ledger;

import io.dealstream.kafka.KafkaClients;
import io.dealstream.kafka.SessionLoop;
import io.dealstream.tasks.Faults;
import io.dealstream.tasks.SparseLog;
import io.dealstream.tasks.Task;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;

/// Writes the ledger's records to Kafka for as long as the process runs, on a thread of its own. It tries again
/// for ever after a failure.
final class LedgerTopic implements AutoCloseable {

    private static final String PURPOSE = "ledger";
    private static final Duration REST = Duration.ofMillis(500);
    private static final Duration FLUSH_WITHIN = Duration.ofSeconds(2);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);
    private static final Duration NAP = Duration.ofMillis(10);

    private final LedgerBuffer buffer;
    private final SessionLoop loop;

    LedgerTopic(String topic, KafkaClients clients, LedgerBuffer buffer, InstantSource clock, Faults faults) {
        this.buffer = buffer;
        SparseLog log = new SparseLog(LedgerTopic.class, clock);
        this.loop = new SessionLoop(
                Task.LEDGER,
                clients.connections(PURPOSE),
                kafka -> new LedgerSession(topic, kafka, () -> clients.recorder(PURPOSE), buffer, clock, log),
                REST,
                log,
                clock,
                faults);
    }

    void start() {
        loop.start();
    }

    /// Writes the records that wait, if that takes no longer than two seconds.
    @Override
    public void close() {
        long until = System.nanoTime() + FLUSH_WITHIN.toNanos();
        while (buffer.bytes() > 0 && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(NAP.toNanos());
        }
        loop.end(STOP_WITHIN);
    }
}
