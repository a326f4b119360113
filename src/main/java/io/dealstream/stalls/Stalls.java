package io.dealstream.stalls;

import io.dealstream.hub.EventHub;
import io.dealstream.intake.EventWatch;
import io.dealstream.kafka.Connections;
import io.dealstream.kafka.EventTopics;
import io.dealstream.kafka.KafkaClients;
import io.dealstream.kafka.SessionLoop;
import io.dealstream.tasks.Faults;
import io.dealstream.tasks.SparseLog;
import io.dealstream.tasks.Task;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Watches pending documents for as long as it runs, if it is configured. It survives outages of Kafka.
public final class Stalls implements AutoCloseable {

    private static final String PURPOSE = "stalls";
    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final Duration STOP = Duration.ofSeconds(4);
    private static final Duration STATE_PATIENCE = Duration.ofSeconds(5);

    /// How long a transaction may stay open. After a crash, readers of the partition wait for its end so long.
    private static final Duration TRANSACTION = Duration.ofSeconds(5);

    private final @Nullable PendingDocuments documents;
    private final @Nullable SessionLoop loop;

    /// The parts that stalls are made of.
    ///
    /// @param hub knows the states of documents
    /// @param completeAsOf the time up to which everything is taken in, epoch ms, see
    ///     [io.dealstream.intake.IntakeStatus#completeAsOf]
    /// @param discoveryInterval how soon new topics and partitions are noticed
    public record Parts(
            KafkaClients clients,
            EventTopics topics,
            EventHub hub,
            LongSupplier completeAsOf,
            StallSettings settings,
            Duration discoveryInterval,
            StallListener listener,
            InstantSource clock,
            Faults faults) {}

    /// @throws IllegalArgumentException when the settings have a time that is not positive
    public Stalls(Parts parts) {
        Optional<Duration> after = parts.settings.after();
        if (after.isEmpty()) {
            documents = null;
            loop = null;
            return;
        }
        Patience patience = new Patience(after.get(), parts.settings.stages());
        documents = new PendingDocuments(patience, parts.settings.documents(), parts.listener, parts.clock);
        String group = parts.settings.group();
        String transactionalId = group + "-" + UUID.randomUUID();
        StallSession.Means means = new StallSession.Means(
                parts.topics,
                documents,
                new DocumentStates(DocumentStates.of(parts.hub), STATE_PATIENCE),
                parts.completeAsOf,
                patience,
                () -> parts.clients.writer(PURPOSE, transactionalId, TRANSACTION),
                parts.listener,
                parts.clock);
        loop = new SessionLoop(
                Task.STALLS,
                new Connections(
                        () -> parts.clients.member(PURPOSE, group, parts.discoveryInterval),
                        () -> parts.clients.admin(PURPOSE),
                        CLOSE),
                kafka -> new StallSession(means, kafka),
                REST,
                new SparseLog(Stalls.class, parts.clock),
                parts.clock,
                parts.faults);
    }

    /// The watch that must be told of all events.
    public EventWatch watch() {
        return documents == null ? EventWatch.NONE : documents;
    }

    /// How many documents are watched.
    public int pending() {
        return documents == null ? 0 : documents.size();
    }

    /// Starts the thread, if it is configured.
    public void start() {
        if (loop != null) {
            loop.start();
        }
    }

    /// Stops the thread. Returns when it has ended, or after some seconds.
    @Override
    public void close() {
        if (loop != null) {
            loop.end(STOP);
        }
    }
}
