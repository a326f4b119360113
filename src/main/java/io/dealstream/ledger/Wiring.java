package io.dealstream.ledger;

import io.dealstream.kafka.KafkaClients;
import io.dealstream.tasks.Faults;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;

/// Makes this package's beans from its plain classes, and starts and stops the parts with a thread.
@Singleton
final class Wiring {

    @Produces
    @Singleton
    LedgerBuffer buffer(LedgerSettings settings, LedgerListener listener, InstantSource clock) {
        return new LedgerBuffer(settings.buffer().asLongValue(), listener, clock);
    }

    @Produces
    @Singleton
    Ledger ledger(LedgerSettings settings, LedgerBuffer buffer, InstantSource clock, Faults faults) {
        return new Ledger(buffer, settings.topic().isPresent(), clock, faults);
    }

    /// The part that writes; empty where there is no ledger.
    record Writing(Optional<LedgerTopic> topic) {}

    @Produces
    @Singleton
    Writing writing(
            LedgerSettings settings, KafkaClients clients, LedgerBuffer buffer, InstantSource clock, Faults faults) {
        return new Writing(settings.topic().map(name -> new LedgerTopic(name, clients, buffer, clock, faults)));
    }

    void start(@Observes StartupEvent event, Writing writing) {
        writing.topic().ifPresent(LedgerTopic::start);
    }

    void stop(@Disposes Writing writing) {
        writing.topic().ifPresent(LedgerTopic::close);
    }
}
