package io.dealstream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.catalogue.Catalogue;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The folder with event types that an overlay can add: what Kubernetes mounts is what the application takes.
@Tag("deployment")
class CatalogueComponentTest {

    @Test
    void mountsSchemasThatTheApplicationTakesWhereItLooksForThem(@TempDir Path folder) throws IOException {
        Manifests manifests = rendered(folder.resolve("deployment"));
        Path mounted = Files.createDirectory(folder.resolve("mounted"));
        ConfigMap schemas = manifests.all(ConfigMap.class).stream()
                .filter(map -> map.getMetadata().getName().startsWith("dealstream-catalogue-"))
                .findFirst()
                .orElseThrow();
        PodSpec pod = manifests.one(Deployment.class).getSpec().getTemplate().getSpec();
        Container container = pod.getContainers().getFirst();

        for (var file : schemas.getData().entrySet()) {
            Files.writeString(mounted.resolve(file.getKey()), file.getValue());
        }
        assertThat(Catalogue.load().with(mounted).find("deal.archived")).isPresent();
        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getName().equals("catalogue"))
                .singleElement()
                .extracting(Volume::getConfigMap)
                .satisfies(source -> assertThat(source.getName())
                        .isEqualTo(schemas.getMetadata().getName()));
        String path = container.getVolumeMounts().stream()
                .filter(mount -> mount.getName().equals("catalogue"))
                .map(VolumeMount::getMountPath)
                .findFirst()
                .orElseThrow();
        assertThat(container.getEnv())
                .filteredOn(variable -> variable.getName().equals("DEALSTREAM_CATALOGUE_DIRECTORY"))
                .extracting(EnvVar::getValue)
                .containsExactly(path);
        assertThat(Application.knows("DEALSTREAM_CATALOGUE_DIRECTORY")).isTrue();
    }

    /// The production overlay as it is with the folder under its components.
    private static Manifests rendered(Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(Manifests.FOLDER)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(Manifests.FOLDER.relativize(file)));
            }
        }
        Path overlay = copy.resolve("overlays/production");
        Files.writeString(
                overlay.resolve("kustomization.yaml"), "components: [../../catalogue]\n", StandardOpenOption.APPEND);
        return Manifests.parse(Tool.run("kubectl", "kustomize", overlay.toString()));
    }
}
