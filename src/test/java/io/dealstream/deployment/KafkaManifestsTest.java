package io.dealstream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.topic.KafkaTopicSpec;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclOperation;
import io.strimzi.api.kafka.model.user.acl.AclResourcePatternType;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTransactionalIdResource;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Topics and users are those that the application expects.
class KafkaManifestsTest {

    private static final Pattern KEPT_FOR = Pattern.compile("(?m)^DEALSTREAM_HISTORY_KEPT_FOR=(.+)$");

    private final List<String> events = Application.eventTopics();
    private final String suffix = Application.defaultOf("dealstream.topics", "deadLetterSuffix");
    private final String keys = Application.defaultOf("dealstream.key-topic", "name");
    private final String replicas = Application.defaultOf("dealstream.cluster", "topic");
    private final String tickets = Application.defaultOf("dealstream.tickets", "topic");
    private final List<String> groups = List.of(
            Application.defaultOf("dealstream.dead-letters", "group"),
            Application.defaultOf("dealstream.stalls", "group"));

    private Map<String, KafkaTopicSpec> topics;
    private Map<String, List<AclRule>> rules;

    @BeforeEach
    void read() throws IOException {
        Manifests manifests = Manifests.of("kafka");
        topics = manifests.all(KafkaTopic.class).stream()
                .collect(Collectors.toMap(topic -> topic.getMetadata().getName(), KafkaTopic::getSpec));
        rules = manifests.all(KafkaUser.class).stream()
                .collect(Collectors.toMap(
                        user -> user.getMetadata().getName(),
                        user -> ((KafkaUserAuthorizationSimple) user.getSpec().getAuthorization()).getAcls()));
    }

    @Test
    void thereIsEveryTopicAndNoOther() {
        assertThat(topics)
                .containsOnlyKeys(Stream.of(
                                events.stream(),
                                events.stream().map(name -> name + suffix),
                                Stream.of(keys, replicas, tickets))
                        .flatMap(names -> names)
                        .toList());
        assertThat(topics.values()).allSatisfy(topic -> {
            assertThat(topic.getReplicas()).isEqualTo(3);
            assertThat(topic.getConfig()).containsEntry("min.insync.replicas", 2);
        });
    }

    @Test
    void eventsAreKeptAsLongAsTheApplicationIsTold() throws IOException {
        String settings = Files.readString(Manifests.FOLDER.resolve("base/config.env"));
        Duration keptFor =
                Application.duration(Application.matches(KEPT_FOR, settings).getFirst());

        assertThat(keptFor)
                .isGreaterThanOrEqualTo(Application.duration(Application.defaultOf("dealstream.intake", "warmUp")));
        assertThat(events)
                .allSatisfy(name -> assertThat(topics.get(name).getConfig())
                        .containsEntry("cleanup.policy", "delete")
                        .containsEntry("message.timestamp.type", "LogAppendTime")
                        .doesNotContainKey("retention.bytes")
                        .hasEntrySatisfying(
                                "retention.ms",
                                value ->
                                        assertThat(((Number) value).longValue()).isEqualTo(keptFor.toMillis())));
    }

    @Test
    void aDeadLetterTopicTakesLargerRecordsThanItsTopicAndKeepsThemLonger() {
        assertThat(events).allSatisfy(name -> {
            Map<String, Object> live = topics.get(name).getConfig();
            Map<String, Object> dead = topics.get(name + suffix).getConfig();
            assertThat((Integer) dead.get("max.message.bytes")).isGreaterThan((Integer) live.get("max.message.bytes"));
            assertThat(((Number) dead.get("retention.ms")).longValue())
                    .isGreaterThan(((Number) live.get("retention.ms")).longValue());
        });
    }

    @Test
    void usedTicketsAreKeptForLongerThanATicketLives() {
        assertThat(topics.get(tickets).getConfig())
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("message.timestamp.type", "LogAppendTime")
                .hasEntrySatisfying(
                        "retention.ms",
                        value -> assertThat(((Number) value).longValue())
                                .isGreaterThan(Duration.ofMinutes(10).toMillis()));
    }

    @Test
    void keysAreKeptForEver() {
        assertThat(topics.get(keys).getConfig())
                .containsEntry("cleanup.policy", "compact")
                .doesNotContainKey("retention.ms");
    }

    @Test
    void theApplicationReadsEventsAndKeysAndWritesDeadLettersStallsAndOfItselfOnly() {
        assertThat(operations(rules.get("dealstream"), AclOperation.READ))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(events.stream(), Stream.of(keys, replicas, tickets))
                        .toList());
        assertThat(operations(rules.get("dealstream"), AclOperation.WRITE))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                events.stream().map(name -> name + suffix),
                                Stream.of(Application.defaultOf("dealstream.topics", "processing"), replicas, tickets))
                        .toList());
        assertThat(rules.get("dealstream"))
                .allSatisfy(rule -> assertThat(rule.getOperations())
                        .isSubsetOf(AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE));
    }

    @Test
    void theGroupsAndTheTransactionsOfOnceOnlyDutiesAreAllowed() {
        assertThat(rules.get("dealstream"))
                .filteredOn(rule -> rule.getResource() instanceof AclRuleGroupResource)
                .allSatisfy(rule -> assertThat(rule.getOperations()).contains(AclOperation.READ))
                .extracting(rule -> ((AclRuleGroupResource) rule.getResource()).getName())
                .containsExactlyElementsOf(groups);
        assertThat(rules.get("dealstream"))
                .filteredOn(rule -> rule.getResource() instanceof AclRuleTransactionalIdResource)
                .allSatisfy(rule -> assertThat(rule.getOperations()).contains(AclOperation.WRITE))
                .extracting(rule -> (AclRuleTransactionalIdResource) rule.getResource())
                .allSatisfy(resource -> assertThat(resource.getPatternType()).isEqualTo(AclResourcePatternType.PREFIX))
                .extracting(AclRuleTransactionalIdResource::getName)
                .containsExactlyElementsOf(
                        groups.stream().map(group -> group + "-").toList());
    }

    @Test
    void whoMakesKeysTouchesNothingElse() {
        assertThat(rules.get("dealstream-key-admin"))
                .singleElement()
                .satisfies(rule -> assertThat(((AclRuleTopicResource) rule.getResource()).getName())
                        .isEqualTo(keys));
    }

    private static List<String> operations(List<AclRule> rules, AclOperation operation) {
        return rules.stream()
                .filter(rule -> rule.getOperations().contains(operation))
                .filter(rule -> rule.getResource() instanceof AclRuleTopicResource)
                .map(rule -> ((AclRuleTopicResource) rule.getResource()).getName())
                .toList();
    }
}
