package io.dealstream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The manifests that every overlay starts from.
class BaseManifestsTest extends ReplicaRules {

    @Override
    Manifests read() throws IOException {
        return Manifests.of("base", "observability");
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "catalogue", "kafka", "observability", "overlays/dev", "overlays/production"})
    void everyFileIsMadeOfWhatTheApiKnows(String folder) throws IOException {
        assertThat(Manifests.of(folder).all())
                .isNotEmpty()
                .allSatisfy(object -> assertThat(object.getMetadata().getName()).isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(strings = {"base/config.env", "overlays/dev/config.env", "overlays/production/config.env"})
    void everySettingIsOneThatTheApplicationKnows(String file) throws IOException {
        assertThat(variables(file)).isNotEmpty().allMatch(Application::knows);
    }

    private static List<String> variables(String file) throws IOException {
        try (Stream<String> lines = Files.lines(Manifests.FOLDER.resolve(Path.of(file)))) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.substring(0, line.indexOf('=')))
                    .toList();
        }
    }

    @Test
    void imagesRunAsTheUserOfTheManifests() throws IOException {
        String user = pod().getSecurityContext().getRunAsUser() + ":"
                + pod().getSecurityContext().getRunAsGroup();

        assertThat(dockerfiles())
                .allSatisfy(file -> assertThat(Files.readAllLines(file))
                        .filteredOn(line -> line.startsWith("USER "))
                        .last()
                        .isEqualTo("USER " + user));
    }

    private static List<Path> dockerfiles() throws IOException {
        Path folder = Path.of("src/main/docker");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("Dockerfile"))
                    .toList();
        }
    }

    @Test
    void prometheusFindsTheMetrics() {
        ServiceMonitor monitor = manifests.one(ServiceMonitor.class);
        Service service = manifests.one(Service.class);

        assertThat(service.getMetadata().getLabels())
                .containsAllEntriesOf(monitor.getSpec().getSelector().getMatchLabels());
        assertThat(monitor.getSpec().getEndpoints()).singleElement().satisfies(endpoint -> {
            assertThat(endpoint.getPort())
                    .isEqualTo(service.getSpec().getPorts().getFirst().getName());
            assertThat(endpoint.getPath()).isEqualTo(HealthPaths.METRICS);
        });
    }

    @Test
    void theReplicasFollowTheStreamsWellBelowTheirBound() {
        HorizontalPodAutoscaler autoscaler = manifests.one(HorizontalPodAutoscaler.class);

        assertThat(autoscaler.getSpec().getMetrics())
                .filteredOn(metric -> metric.getType().equals("Pods"))
                .singleElement()
                .satisfies(metric -> {
                    assertThat(metric.getPods().getMetric().getName()).isEqualTo("dealstream_streams_open");
                    assertThat(metric.getPods()
                                    .getTarget()
                                    .getAverageValue()
                                    .getNumericalAmount()
                                    .intValue())
                            .isPositive()
                            .isLessThanOrEqualTo(
                                    Integer.parseInt(Application.defaultOf("dealstream.quota", "perReplica")) / 2);
                });
        assertThat(autoscaler.getSpec().getScaleTargetRef()).satisfies(target -> {
            assertThat(target.getKind()).isEqualTo("Deployment");
            assertThat(target.getName()).isEqualTo("dealstream");
        });
    }
}
