package io.dealstream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclOperation;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The two folders that add the ledger: the service names the topic that there is, and may write to it.
@Tag("deployment")
class LedgerComponentTest {

    private static final String TOPIC = "dealstream-shown";

    @Test
    void theServiceWritesToTheTopicThatThereIsAndTheAuditorReadsIt(@TempDir Path folder) throws IOException {
        Manifests service = rendered(folder.resolve("a"), "overlays/production", "../../ledger/service");
        Manifests kafka = rendered(folder.resolve("b"), "kafka", "../ledger/kafka");

        Container container = service.one(Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
        assertThat(container.getEnv())
                .filteredOn(variable -> variable.getName().equals("DEALSTREAM_LEDGER_TOPIC"))
                .extracting(EnvVar::getValue)
                .containsExactly(TOPIC);
        assertThat(Application.knows("DEALSTREAM_LEDGER_TOPIC")).isTrue();
        assertThat(kafka.all(KafkaTopic.class)).anySatisfy(topic -> {
            assertThat(topic.getMetadata().getName()).isEqualTo(TOPIC);
            assertThat(topic.getSpec().getReplicas()).isEqualTo(3);
            assertThat(topic.getSpec().getConfig()).containsEntry("min.insync.replicas", 2);
            assertThat(topic.getMetadata().getLabels()).containsKey("strimzi.io/cluster");
        });
        assertThat(topics(kafka, "dealstream", AclOperation.WRITE)).contains(TOPIC);
        assertThat(topics(kafka, "dealstream", AclOperation.READ)).doesNotContain(TOPIC);
        assertThat(topics(kafka, "dealstream-auditor", AclOperation.READ))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(Application.eventTopics().stream(), Stream.of(TOPIC))
                        .toList());
        assertThat(topics(kafka, "dealstream-auditor", AclOperation.WRITE)).isEmpty();
    }

    private static List<String> topics(Manifests kafka, String name, AclOperation operation) {
        return kafka.all(KafkaUser.class).stream()
                .filter(user -> user.getMetadata().getName().equals(name))
                .flatMap(user -> ((KafkaUserAuthorizationSimple) user.getSpec().getAuthorization()).getAcls().stream())
                .filter(rule -> rule.getOperations().contains(operation))
                .map(AclRule::getResource)
                .filter(AclRuleTopicResource.class::isInstance)
                .map(resource -> ((AclRuleTopicResource) resource).getName())
                .toList();
    }

    /// A folder as it is with a component under its components.
    private static Manifests rendered(Path copy, String folder, String component) throws IOException {
        try (Stream<Path> files = Files.walk(Manifests.FOLDER)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(Manifests.FOLDER.relativize(file)));
            }
        }
        Path base = copy.resolve(folder);
        Files.writeString(
                base.resolve("kustomization.yaml"), "components: [" + component + "]\n", StandardOpenOption.APPEND);
        return Manifests.parse(Tool.run("kubectl", "kustomize", base.toString()));
    }
}
