package io.dealstream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What must hold between the manifests of a set of replicas and the application, whatever a cluster adds.
abstract class ReplicaRules {

    /// The contract's: from SIGTERM to the end of the process.
    private static final Duration DRAIN = Duration.ofSeconds(20);

    Manifests manifests;

    abstract Manifests read() throws Exception;

    @BeforeEach
    void readThem() throws Exception {
        manifests = read();
    }

    final PodSpec pod() {
        return manifests.one(Deployment.class).getSpec().getTemplate().getSpec();
    }

    final Container container() {
        assertThat(pod().getContainers()).hasSize(1);
        return pod().getContainers().getFirst();
    }

    private List<HTTPIngressPath> paths() {
        return manifests.one(Ingress.class).getSpec().getRules().stream()
                .flatMap(rule -> rule.getHttp().getPaths().stream())
                .toList();
    }

    @Test
    void theWayLeadsFromTheIngressToThePortThatIsListenedOn() {
        assertThat(container().getPorts()).singleElement().satisfies(port -> {
            assertThat(port.getName()).isEqualTo("http");
            assertThat(port.getContainerPort()).isEqualTo(Application.port());
        });
        ServicePort port = manifests.one(Service.class).getSpec().getPorts().getFirst();
        assertThat(port.getTargetPort().getValue()).isEqualTo("http");
        assertThat(paths()).allSatisfy(path -> {
            assertThat(path.getBackend().getService().getName())
                    .isEqualTo(manifests.one(Service.class).getMetadata().getName());
            assertThat(path.getBackend().getService().getPort().getName()).isEqualTo(port.getName());
        });
        assertThat(manifests.one(NetworkPolicy.class).getSpec().getIngress())
                .allSatisfy(rule -> assertThat(rule.getPorts())
                        .allSatisfy(
                                open -> assertThat(open.getPort().getValue()).isEqualTo("http")));
    }

    @Test
    void everyResourceCanBeReachedFromOutsideAndNothingOfQuarkus() {
        assertThat(Application.paths())
                .isNotEmpty()
                .allSatisfy(path -> assertThat(paths())
                        .as("a path of the Ingress that covers " + path)
                        .anyMatch(open -> open.getPathType().equals("Prefix")
                                && (path.equals(open.getPath()) || path.startsWith(open.getPath() + "/"))));
        assertThat(paths())
                .noneMatch(open -> open.getPathType().equals("Prefix") && "/q/metrics".startsWith(open.getPath()));
    }

    @Test
    void proxiesDoNotBufferAndWaitLongerThanAHeartbeat() {
        Map<String, String> settings =
                manifests.one(Ingress.class).getMetadata().getAnnotations();

        assertThat(settings)
                .containsEntry("nginx.ingress.kubernetes.io/proxy-buffering", "off")
                .containsEntry("nginx.org/proxy-buffering", "False")
                .containsEntry("projectcontour.io/response-timeout", "infinity");
        assertThat(List.of(
                        "nginx.ingress.kubernetes.io/proxy-read-timeout",
                        "nginx.org/proxy-read-timeout",
                        "haproxy.org/timeout-server",
                        "haproxy-ingress.github.io/timeout-server"))
                .allSatisfy(name -> assertThat(Application.duration(settings.get(name)))
                        .isGreaterThan(Application.longestHeartbeat().multipliedBy(10)));
    }

    @Test
    void theAccessLogOfTheProxyDoesNotTellCredentials() {
        assertThat(manifests.one(Ingress.class).getMetadata().getAnnotations())
                .containsEntry("nginx.ingress.kubernetes.io/enable-access-log", "false");
    }

    @Test
    void aReplicaIsNotKilledBeforeItHasDrained() {
        Duration grace = Duration.ofSeconds(pod().getTerminationGracePeriodSeconds());
        Duration waited = Duration.ofSeconds(
                container().getLifecycle().getPreStop().getSleep().getSeconds());

        assertThat(Application.shutdown()).isLessThanOrEqualTo(DRAIN);
        assertThat(grace).isGreaterThan(waited.plus(DRAIN));
    }

    @Test
    void probesGoToThePortOfTheApplication() {
        assertThat(List.of(
                        container().getStartupProbe(),
                        container().getLivenessProbe(),
                        container().getReadinessProbe()))
                .allSatisfy(probe ->
                        assertThat(probe.getHttpGet().getPort().getValue()).isEqualTo("http"))
                .extracting(probe -> probe.getHttpGet().getPath())
                .containsExactly(HealthPaths.STARTED, HealthPaths.LIVE, HealthPaths.READY);
    }

    @Test
    void nothingMoreIsAllowedThanIsNeeded() {
        assertThat(pod().getAutomountServiceAccountToken()).isFalse();
        assertThat(manifests.one(ServiceAccount.class).getAutomountServiceAccountToken())
                .isFalse();
        assertThat(manifests.one(ServiceAccount.class).getMetadata().getName())
                .isEqualTo(pod().getServiceAccountName());
        assertThat(pod().getSecurityContext()).satisfies(context -> {
            assertThat(context.getRunAsNonRoot()).isTrue();
            assertThat(context.getRunAsUser()).isPositive();
            assertThat(context.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        });
        assertThat(container().getSecurityContext()).satisfies(context -> {
            assertThat(context.getReadOnlyRootFilesystem()).isTrue();
            assertThat(context.getAllowPrivilegeEscalation()).isFalse();
            assertThat(context.getPrivileged()).isFalse();
            assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(context.getCapabilities().getAdd()).isEmpty();
        });
        assertThat(manifests.one(NetworkPolicy.class).getSpec().getPolicyTypes())
                .containsExactlyInAnyOrder("Ingress", "Egress");
    }

    @Test
    void everyMountHasItsVolumeAndTheTemporaryFilesTheirPlace() {
        assertThat(container().getVolumeMounts())
                .extracting(VolumeMount::getName)
                .containsExactlyInAnyOrderElementsOf(pod().getVolumes().stream()
                        .map(volume -> volume.getName())
                        .toList());
        assertThat(container().getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .contains("/tmp");
    }

    @Test
    void memoryIsBoundedAndHoldsWhatTheApplicationMayKeep() {
        Map<String, Quantity> limits = container().getResources().getLimits();
        Map<String, Quantity> requests = container().getResources().getRequests();
        long kept = bytes(Application.defaultOf("dealstream.hub", "journalBytes"))
                + bytes(Application.defaultOf("dealstream.history", "memory"))
                + 50L * Long.parseLong(Application.defaultOf("dealstream.intake", "rememberedIds"));

        assertThat(limits).containsOnlyKeys("memory");
        assertThat(limits.get("memory").getNumericalAmount().longValue()).isGreaterThan(2 * kept);
        assertThat(requests).containsOnlyKeys("cpu", "memory");
        assertThat(requests.get("memory").getNumericalAmount())
                .isLessThanOrEqualTo(limits.get("memory").getNumericalAmount());
    }

    private static long bytes(String size) {
        return new io.quarkus.runtime.configuration.MemorySizeConverter()
                .convert(size)
                .asLongValue();
    }

    @Test
    void everySelectorFindsThePods() {
        Deployment deployment = manifests.one(Deployment.class);
        PodTemplateSpec template = deployment.getSpec().getTemplate();
        Map<String, String> labels = template.getMetadata().getLabels();

        List<Map<String, String>> selectors = List.of(
                deployment.getSpec().getSelector().getMatchLabels(),
                manifests.one(Service.class).getSpec().getSelector(),
                manifests.one(PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels(),
                manifests.one(NetworkPolicy.class).getSpec().getPodSelector().getMatchLabels());
        assertThat(selectors).allSatisfy(selector -> {
            assertThat(selector).isNotEmpty();
            assertThat(labels).containsAllEntriesOf(selector);
        });
        assertThat(template.getSpec().getTopologySpreadConstraints())
                .isNotEmpty()
                .allSatisfy(constraint -> assertThat(labels)
                        .containsAllEntriesOf(constraint.getLabelSelector().getMatchLabels()));
    }

    @Test
    void everyVariableIsASettingThatTheApplicationKnows() {
        assertThat(List.of("DEALSTREAM_HUB_JOURNAL_BYTES", "DEALSTREAM_KEYS_0__SECRET", "KAFKA_BOOTSTRAP_SERVERS"))
                .allMatch(Application::knows);
        assertThat(List.of("DEALSTREAM_HUB_JOURNAL", "KAFKA_SALS_MECHANISM", "QUARKUS_HTTP_PROT"))
                .noneMatch(Application::knows);
        assertThat(container().getEnv())
                .extracting(EnvVar::getName)
                .isNotEmpty()
                .allMatch(Application::knows);
    }
}
