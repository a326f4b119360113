package io.dealstream.access;

import io.dealstream.kafka.KafkaClients;
import io.dealstream.kafka.SessionLoop;
import io.dealstream.tasks.Faults;
import io.dealstream.tasks.SparseLog;
import io.dealstream.tasks.Task;
import java.time.Duration;
import java.time.InstantSource;

/// Keeps the [KeyTable] up to date with the topic of keys for as long as the process runs, on a thread of its
/// own. It tries again for ever after a failure, because without this thread no key would be revoked any more.
final class KeyTopic implements AutoCloseable {

    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final SessionLoop loop;

    KeyTopic(KeyTopicSettings settings, KafkaClients clients, KeyTable table, InstantSource clock, Faults faults) {
        SparseLog log = new SparseLog(KeyTopic.class, clock);
        this.loop = new SessionLoop(
                Task.KEY_TOPIC,
                clients.connections(KeyReader.PURPOSE),
                kafka -> new KeySession(settings, kafka, clients, table, clock, log),
                settings.checkEvery(),
                log,
                clock,
                faults);
    }

    void start() {
        loop.start();
    }

    /// Stops reading. Returns when the thread has ended, or after five seconds.
    @Override
    public void close() {
        loop.end(STOP_WITHIN);
    }
}
