package io.dealstream.telemetry;

import io.dealstream.access.KeyTable;
import io.dealstream.access.Leases;
import io.dealstream.access.RequestQuotas;
import io.dealstream.access.StreamQuota;
import io.dealstream.access.TicketClaims;
import io.dealstream.decode.RecentIds;
import io.dealstream.history.KafkaHistory;
import io.dealstream.hub.EventHub;
import io.dealstream.intake.IntakeStatus;
import io.dealstream.kafka.Timeline;
import io.dealstream.stalls.Stalls;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/// Gauges of the number of entries in the service's maps, because a replica's memory must not grow with time.
/// The soak test reads them. Streams and journals have their own meters.
@Singleton
final class EntryMetrics {

    private final MeterRegistry registry;

    EntryMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void hub(@Observes StartupEvent event, EventHub hub, KafkaHistory history) {
        gauge("tenants", hub, EventHub::knownTenants);
        gauge("streams", hub, EventHub::knownStreams);
        gauge("quiet-streams", hub, EventHub::quietStreams);
        gauge("forgotten-streams", hub, EventHub::forgottenStreams);
        gauge("set-members", hub, EventHub::members);
        gauge("refolds", hub, EventHub::refolds);
        gauge("completions", hub, EventHub::completionsDue);
        gauge("readers-ahead", hub, EventHub::readersAhead);
        gauge("history-requests", history, KafkaHistory::waiting);
    }

    void intake(@Observes StartupEvent event, RecentIds ids, Timeline timeline, IntakeStatus status) {
        gauge("recent-ids", ids, RecentIds::size);
        gauge("timelines", timeline, Timeline::size);
        gauge("rejects", status, IntakeStatus::rejectsRemembered);
    }

    void stalls(@Observes StartupEvent event, Stalls stalls) {
        gauge("pending-documents", stalls, Stalls::pending);
    }

    void access(
            @Observes StartupEvent event,
            TicketClaims tickets,
            KeyTable keys,
            Leases leases,
            StreamQuota streams,
            RequestQuotas requests) {
        gauge("used-tickets", tickets, TicketClaims::size);
        FunctionCounter.builder("dealstream.tickets.undecided", tickets, TicketClaims::undecided)
                .description("Tickets that were let in by this replica's own memory, as Kafka did not tell in time")
                .register(registry);
        gauge("keys", keys, KeyTable::size);
        Gauge.builder("dealstream.keys.void", keys, KeyTable::voidKeys)
                .description("API keys that let nobody in because their rights cannot be read")
                .register(registry);
        gauge("leases", leases, Leases::size);
        gauge("stream-quotas", streams, StreamQuota::size);
        gauge("request-quotas", requests, RequestQuotas::size);
    }

    private <T> void gauge(String name, T holder, ToDoubleFunction<T> size) {
        Gauge.builder("dealstream.entries", holder, size)
                .description("Entries of what a replica remembers")
                .tag("of", name)
                .register(registry);
    }
}
