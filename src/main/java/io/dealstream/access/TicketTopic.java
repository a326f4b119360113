package io.dealstream.access;

import io.dealstream.kafka.KafkaClients;
import io.dealstream.kafka.SessionLoop;
import io.dealstream.tasks.Faults;
import io.dealstream.tasks.SparseLog;
import io.dealstream.tasks.Task;
import java.time.Duration;
import java.time.InstantSource;

/// Lets all replicas agree on who used a ticket first, for as long as the process runs, on a thread of its own.
/// It tries again for ever after a failure; meanwhile this replica's own memory decides.
final class TicketTopic implements AutoCloseable {

    /// The purpose in the ids of its clients.
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
