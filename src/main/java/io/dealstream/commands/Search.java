package io.dealstream.commands;

import io.dealstream.catalogue.Catalogue;
import io.dealstream.decode.Decoded;
import io.dealstream.decode.RecordDecoder;
import io.dealstream.event.Event;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.event.Subject;
import io.dealstream.event.SubjectSet;
import io.dealstream.kafka.EventTopics;
import io.dealstream.kafka.FollowedTopics;
import io.dealstream.kafka.KafkaClients;
import io.dealstream.kafka.Traffic;
import io.dealstream.ledger.Expansion;
import io.dealstream.ledger.Expansion.Claim;
import io.dealstream.ledger.LedgerRecord;
import io.dealstream.ledger.Reading;
import io.dealstream.ledger.Showing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Reads the events of one subject, then the ledger, record by record. So what it needs of memory goes by that
/// subject's events, of which there is a bound.
final class Search {

    /// More than any deal or batch has.
    static final int MOST_EVENTS = 100_000;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] NOTHING = new byte[0];

    private final KafkaClients clients;
    private final ServiceSettings settings;
    private final InstantSource clock;
    private final Duration timeout;

    /// What is looked for.
    ///
    /// @param tenant null: of all
    /// @param user null: whoever it was shown to
    /// @param since what was shown from then on
    record Wanted(
            Subject subject,
            @Nullable String tenant,
            @Nullable String user,
            Instant since) {

        private boolean concerns(Event event) {
            return event.subjects().contains(subject)
                    && (tenant == null || event.tenant().id().equals(tenant));
        }

        private boolean concerns(LedgerRecord record) {
            Showing showing = record.showing();
            return record.to() >= since.toEpochMilli()
                    && (tenant == null || showing.stream().tenant().id().equals(tenant))
                    && (user == null || user.equals(showing.user()));
        }
    }

    /// Takes what is found, in the order of the ledger.
    interface Teller {

        /// An event was shown, or may have been.
        void event(LedgerRecord record, Event event, boolean certain);

        /// The state of the subject was shown.
        void snapshot(LedgerRecord record);
    }

    /// How it went.
    ///
    /// @param troubles what could not be read; empty where all was
    record Result(List<String> troubles) {}

    /// @param timeout for how long to read the events, and the ledger
    Search(KafkaClients clients, ServiceSettings settings, InstantSource clock, Duration timeout) {
        this.clients = clients;
        this.settings = settings;
        this.clock = clock;
        this.timeout = timeout;
    }

    Result tell(Wanted wanted, String ledger, Teller teller) {
        List<String> troubles = new ArrayList<>();
        List<Event> events = events(wanted, troubles);
        long now = clock.millis();
        Reading reading = new Reading(record -> {
            if (wanted.concerns(record)) {
                tell(record, wanted.subject(), events, now, teller);
            }
        });
        Traffic.Coverage coverage = new Traffic(clients, "shown", clock)
                .read(List.of(ledger), wanted.since().toEpochMilli(), timeout, record -> reading.read(record.value()));
        reading.end();
        note(coverage, "the ledger", troubles);
        if (reading.unreadable() > 0) {
            troubles.add(reading.unreadable() + " records of " + ledger + " are none of the ledger's");
        }
        return new Result(troubles);
    }

    private static void tell(LedgerRecord record, Subject subject, List<Event> events, long now, Teller teller) {
        if (record.showing().way() == Showing.Way.SNAPSHOT) {
            if (SubjectSet.members(record.showing().stream().subject()).contains(subject)) {
                teller.snapshot(record);
            }
            return;
        }
        Expansion expansion = new Expansion(record, now);
        for (Event event : events) {
            Claim claim = expansion.claim(event);
            if (claim != Claim.NO) {
                teller.event(record, event, claim == Claim.YES);
            }
        }
    }

    /// All events of the subject that Kafka still has.
    private List<Event> events(Wanted wanted, List<String> troubles) {
        Catalogue own = Catalogue.load();
        Catalogue catalogue = settings.catalogue().directory().map(own::with).orElse(own);
        EventTopics topics = new EventTopics(settings.topics());
        RecordDecoder decoder = new RecordDecoder(catalogue, settings.catalogue(), topics.serving());
        Map<TopicPartition, Partition> partitions = partitions(topics);
        Map<Partition, Long> watermarks = new HashMap<>();
        List<Event> events = new ArrayList<>();
        Set<String> names =
                partitions.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet());
        if (names.isEmpty()) {
            return events; // nobody has written any yet
        }
        Traffic.Coverage coverage = new Traffic(clients, "shown", clock)
                .read(topics.names().stream().filter(names::contains).toList(), 0, timeout, record -> {
                    Partition partition = partitions.get(new TopicPartition(record.topic(), record.partition()));
                    if (partition != null) {
                        long watermark = watermarks.merge(partition, record.timestamp(), Math::max);
                        Position position = new Position(partition, record.offset(), watermark);
                        add(decoder, record, position, wanted, events);
                    }
                });
        note(coverage, "the events", troubles);
        if (events.size() == MOST_EVENTS) {
            troubles.add("there are more events than the " + MOST_EVENTS + " that were looked for on the ledger");
        }
        return events;
    }

    private static void add(
            RecordDecoder decoder,
            ConsumerRecord<byte[], byte[]> record,
            Position position,
            Wanted wanted,
            List<Event> events) {
        if (events.size() < MOST_EVENTS
                && decoder.decode(record, position) instanceof Decoded.Accepted accepted
                && wanted.concerns(accepted.event())) {
            events.add(accepted.event().showing(NOTHING));
        }
    }

    private Map<TopicPartition, Partition> partitions(EventTopics topics) {
        try (Admin admin = clients.admin("shown")) {
            return topics.partitions(FollowedTopics.list(admin, topics.names(), PATIENCE, clock)).stream()
                    .collect(Collectors.toMap(
                            partition -> new TopicPartition(partition.topic(), partition.index()),
                            partition -> partition));
        }
    }

    private static void note(Traffic.Coverage coverage, String what, List<String> troubles) {
        if (!coverage.complete()) {
            troubles.add("time was over before all of " + what + " was read: --timeout");
        }
        if (coverage.damaged() > 0) {
            troubles.add(coverage.damaged() + " places of " + what + " are damaged");
        }
        coverage.missing().forEach(topic -> troubles.add("there is no topic " + topic));
    }
}
