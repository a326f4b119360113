package io.dealstream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("deployment")
class DevOverlayTest extends OverlayRules {

    DevOverlayTest() {
        super("dev", Set.of());
    }

    @Test
    void oneReplicaAndOneCopyOfEachTopicWillDo() {
        assertThat(manifests.one(Deployment.class).getSpec().getReplicas()).isEqualTo(1);
        assertThat(manifests.all(HorizontalPodAutoscaler.class)).isEmpty();
        assertThat(manifests.all(KafkaUser.class)).isEmpty();
        assertThat(manifests.all(KafkaTopic.class)).isNotEmpty().allSatisfy(topic -> {
            assertThat(topic.getSpec().getReplicas()).isEqualTo(1);
            assertThat(topic.getSpec().getConfig()).containsEntry("min.insync.replicas", 1);
        });
    }
}
