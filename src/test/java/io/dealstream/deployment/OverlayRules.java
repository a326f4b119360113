package io.dealstream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What must hold of everything that one `kubectl apply -k` brings to a cluster, as kubectl renders it.
abstract class OverlayRules extends ReplicaRules {

    private final String name;
    private final Set<String> broughtByOthers;

    /// @param broughtByOthers the Secrets that must be there before, as the runbook says
    OverlayRules(String name, Set<String> broughtByOthers) {
        this.name = name;
        this.broughtByOthers = broughtByOthers;
    }

    @Override
    final Manifests read() throws IOException {
        return Manifests.parse(Tool.run(
                "kubectl",
                "kustomize",
                Manifests.FOLDER.resolve("overlays").resolve(name).toString()));
    }

    @Test
    void everythingLiesInTheNamespaceThatComesWithIt() {
        Namespace namespace = manifests.one(Namespace.class);

        assertThat(manifests.all())
                .filteredOn(object -> !(object instanceof Namespace))
                .isNotEmpty()
                .extracting(object -> object.getMetadata().getNamespace())
                .containsOnly(namespace.getMetadata().getName());
        assertThat(namespace.getMetadata().getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
    }

    @Test
    void noTwoHaveOneName() {
        assertThat(manifests.all())
                .extracting(
                        object -> object.getKind() + "/" + object.getMetadata().getName())
                .doesNotHaveDuplicates();
    }

    @Test
    void everyConfigMapAndSecretIsThere() {
        Stream<String> maps = container().getEnvFrom().stream()
                .map(from -> from.getConfigMapRef().getName());
        Stream<String> variables = container().getEnv().stream()
                .map(variable -> variable.getValueFrom().getSecretKeyRef().getName());
        Stream<String> volumes = pod().getVolumes().stream()
                .filter(volume -> volume.getSecret() != null)
                .map(volume -> volume.getSecret().getSecretName());

        assertThat(maps).isNotEmpty().allMatch(names(ConfigMap.class)::contains);
        assertThat(Stream.concat(variables, volumes).collect(Collectors.toSet()))
                .isNotEmpty()
                .allMatch(secret -> names(Secret.class).contains(secret) || broughtByOthers.contains(secret));
    }

    @Test
    void everySettingIsOneThatTheApplicationKnows() {
        assertThat(manifests.all(ConfigMap.class))
                .filteredOn(map -> map.getMetadata()
                        .getName()
                        .equals(container()
                                .getEnvFrom()
                                .getFirst()
                                .getConfigMapRef()
                                .getName()))
                .singleElement()
                .satisfies(map -> assertThat(map.getData().keySet())
                        .contains("KAFKA_BOOTSTRAP_SERVERS", "DEALSTREAM_HISTORY_KEPT_FOR")
                        .allMatch(Application::knows));
    }

    private <T extends HasMetadata> Set<String> names(Class<T> type) {
        return manifests.all(type).stream()
                .map(object -> object.getMetadata().getName())
                .collect(Collectors.toSet());
    }
}
