package io.dealstream.access;

import io.dealstream.kafka.KafkaClients;
import io.dealstream.kafka.SessionLoop;
import io.dealstream.tasks.Faults;
import io.dealstream.tasks.SparseLog;
import io.dealstream.tasks.Task;
import java.time.Duration;
import java.time.InstantSource;

/// Has all replicas agree on who was first to use a ticket, for as long as the process runs, on a thread of its own.
/// Whatever goes wrong is tried again for ever, and meanwhile this replica's own memory decides.
final class TicketTopic implements AutoCloseable {

    /// Part of its clients' ids.
    static final String PURPOSE = "used-tickets";

    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);
    private static final Duration REST = Duration.ofSeconds(1);

    private final SessionLoop loop;

    TicketTopic(
            String topic,
            KafkaClients clients,
            TicketSigner signer,
            TicketClaims claims,
            InstantSource clock,
            Faults faults) {
        SparseLog log = new SparseLog(TicketTopic.class, clock);
        this.loop = new SessionLoop(
                Task.USED_TICKETS,
                clients.connections(PURPOSE),
                kafka -> new TicketSession(topic, kafka, clients, signer, claims, clock, log),
                REST,
                log,
                clock,
                faults);
    }

    void start() {
        loop.start();
    }

    @Override
    public void close() {
        loop.end(STOP_WITHIN);
    }
}
