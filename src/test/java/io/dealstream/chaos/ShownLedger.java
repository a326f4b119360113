package io.dealstream.chaos;

import io.dealstream.access.KeyHash;
import io.dealstream.access.Origin;
import io.dealstream.catalogue.Catalogue;
import io.dealstream.decode.CatalogueSettings;
import io.dealstream.decode.Decoded;
import io.dealstream.decode.RecordDecoder;
import io.dealstream.event.Event;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.kafka.EventTopics;
import io.dealstream.kafka.FollowedTopics;
import io.dealstream.kafka.KafkaClients;
import io.dealstream.kafka.TopicSettings;
import io.dealstream.kafka.Traffic;
import io.dealstream.ledger.Expansion;
import io.dealstream.ledger.Expansion.Claim;
import io.dealstream.ledger.LedgerRecord;
import io.dealstream.ledger.Reading;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Compares the ledger of a run, expanded to single events, with the events that the clients got.
final class ShownLedger {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final InstantSource CLOCK = InstantSource.system();

    private final KafkaClients clients;
    private final String topic;

    /// One event as it stands in Kafka, and as clients know it.
    private record Known(Event event, Numbered numbered) {}

    ShownLedger(String bootstrapServers, String topic) {
        this.clients = new KafkaClients(Map.of("bootstrap.servers", bootstrapServers));
        this.topic = topic;
    }

    /// Holds against what each client was told what the ledger says that it was shown.
    void account(List<Witness> witnesses, Balance balance) {
        Map<String, List<Known>> events = events();
        Map<String, List<LedgerRecord>> records = records(balance);
        long now = CLOCK.millis();
        for (Witness witness : witnesses) {
            List<Known> candidates =
                    events.getOrDefault(Lane.tenantName(witness.viewpoint().tenant()), List.of());
            BitSet claimed = new BitSet();
            BitSet certain = new BitSet();
            long claims = 0;
            for (LedgerRecord record : records.getOrDefault(hash(witness), List.of())) {
                Expansion expansion = new Expansion(record, now);
                for (int i = 0; i < candidates.size(); i++) {
                    Claim claim = expansion.claim(candidates.get(i).event());
                    claims += claim == Claim.NO ? 0 : 1;
                    claimed.set(i, claimed.get(i) || claim != Claim.NO);
                    certain.set(i, certain.get(i) || claim == Claim.YES);
                }
            }
            // beside the deliveries this says how much is claimed twice, by a part left open and by the next connection
            balance.add("claims of the ledger, part by part", claims);
            for (int i = 0; i < candidates.size(); i++) {
                compare(witness, candidates.get(i), claimed.get(i), certain.get(i), balance);
            }
        }
    }

    private static void compare(Witness witness, Known known, boolean claimed, boolean certain, Balance balance) {
        boolean seen = witness.hasSeen(known.numbered());
        balance.add("on the ledger", seen && claimed ? 1 : 0);
        balance.add("on the ledger, to be certain", seen && certain ? 1 : 0);
        balance.add("on the ledger beyond what was told", !seen && claimed ? 1 : 0);
        if (seen && !claimed) {
            balance.add("not on the ledger", 1);
            balance.complain("not on the ledger: %s of tenant %d, %s"
                    .formatted(
                            witness.viewpoint().path(),
                            witness.viewpoint().tenant(),
                            known.event().position()));
        }
    }

    private static String hash(Witness witness) {
        return KeyHash.of(witness.viewpoint().secret()).hex();
    }

    private Map<String, List<LedgerRecord>> records(Balance balance) {
        Map<String, List<LedgerRecord>> byKey = new HashMap<>();
        Reading reading = new Reading(record -> {
            balance.add("parts of the ledger", 1);
            balance.add("parts of the ledger left open", record.openEnd() ? 1 : 0);
            if (record.showing().origin() instanceof Origin.Key(KeyHash key)) {
                byKey.computeIfAbsent(key.hex(), _ -> new ArrayList<>()).add(record);
            }
        });
        read(List.of(topic), record -> reading.read(record.value()));
        reading.end();
        balance.add("unreadable records of the ledger", reading.unreadable());
        return byKey;
    }

    /// All events by tenant.
    private Map<String, List<Known>> events() {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(TopicSettings.class)
                .withMapping(CatalogueSettings.class)
                .build();
        EventTopics topics = new EventTopics(config.getConfigMapping(TopicSettings.class));
        RecordDecoder decoder =
                new RecordDecoder(Catalogue.load(), config.getConfigMapping(CatalogueSettings.class), topics.serving());
        Map<TopicPartition, Partition> partitions;
        try (Admin admin = clients.admin("shown")) {
            partitions = topics.partitions(FollowedTopics.list(admin, topics.names(), PATIENCE, CLOCK)).stream()
                    .collect(Collectors.toMap(
                            partition -> new TopicPartition(partition.topic(), partition.index()),
                            partition -> partition));
        }
        Map<Partition, Long> watermarks = new HashMap<>();
        Map<String, List<Known>> events = new HashMap<>();
        read(topics.names(), record -> {
            Partition partition = partitions.get(new TopicPartition(record.topic(), record.partition()));
            long watermark = watermarks.merge(partition, record.timestamp(), Math::max);
            Position position = new Position(partition, record.offset(), watermark);
            if (decoder.decode(record, position) instanceof Decoded.Accepted accepted) {
                add(accepted.event(), record, events);
            }
        });
        return events;
    }

    private static void add(Event event, ConsumerRecord<byte[], byte[]> record, Map<String, List<Known>> events) {
        String value = new String(record.value(), StandardCharsets.UTF_8);
        Numbered.read(event.type().name(), value)
                .ifPresent(numbered -> events.computeIfAbsent(event.tenant().id(), _ -> new ArrayList<>())
                        .add(new Known(event, numbered)));
    }

    private void read(List<String> topics, Traffic.Reader reader) {
        if (!new Traffic(clients, "shown", CLOCK).read(topics, 0, LIMIT, reader).complete()) {
            throw new AssertionError("not all of " + topics + " was read in time");
        }
    }
}
