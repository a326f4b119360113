package io.dealstream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("deployment")
class ProductionOverlayTest extends OverlayRules {

    /// Strimzi makes the one that has the user's name.
    private static final Set<String> BROUGHT = Set.of("dealstream-tickets", "dealstream", "events-cluster-ca-cert");

    ProductionOverlayTest() {
        super("production", BROUGHT);
    }

    @Test
    void noSecretIsInTheRepository() {
        assertThat(manifests.all(Secret.class)).isEmpty();
        assertThat(manifests.all(ConfigMap.class))
                .noneMatch(map -> map.getData().keySet().stream().anyMatch(name -> name.contains("SECRET")));
    }

    @Test
    void replicasAreTheAutoscalersBusinessAndOneMayAlwaysGo() {
        assertThat(manifests.one(Deployment.class).getSpec().getReplicas()).isNull();
        assertThat(manifests.one(HorizontalPodAutoscaler.class).getSpec().getMinReplicas())
                .isGreaterThan(manifests
                        .one(PodDisruptionBudget.class)
                        .getSpec()
                        .getMaxUnavailable()
                        .getIntVal());
        assertThat(manifests
                        .one(Deployment.class)
                        .getSpec()
                        .getStrategy()
                        .getRollingUpdate()
                        .getMaxUnavailable()
                        .getIntVal())
                .isZero();
    }

    @Test
    void kafkaIsSpokenToInSecretAndByPassword() {
        Map<String, String> settings = manifests.all(ConfigMap.class).stream()
                .flatMap(map -> map.getData().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        KafkaUser user = manifests.all(KafkaUser.class).stream()
                .filter(each -> each.getMetadata().getName().equals("dealstream"))
                .findFirst()
                .orElseThrow();

        assertThat(settings)
                .containsEntry("KAFKA_SECURITY_PROTOCOL", "SASL_SSL")
                .containsEntry("KAFKA_SASL_MECHANISM", "SCRAM-SHA-512");
        assertThat(user.getSpec().getAuthentication().getType()).isEqualTo("scram-sha-512");
        assertThat(container().getEnv())
                .filteredOn(variable -> variable.getName().equals("KAFKA_SASL_JAAS_CONFIG"))
                .singleElement()
                .extracting(EnvVar::getValueFrom)
                .satisfies(from -> {
                    assertThat(from.getSecretKeyRef().getName())
                            .isEqualTo(user.getMetadata().getName());
                    assertThat(from.getSecretKeyRef().getKey()).isEqualTo("sasl.jaas.config");
                });
        assertThat(container().getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .anyMatch(path -> settings.get("KAFKA_SSL_TRUSTSTORE_LOCATION").startsWith(path + "/"));
    }
}
