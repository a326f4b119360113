package io.dealstream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The broker of the local run stays out of the packaged application.
class NoBrokerInsideIT {

    private static final Path APPLICATION = Path.of("target", "quarkus-app");
    private static final List<String> BROKER = List.of(
            "kafka/server/KafkaRaftServer.class",
            "io/smallrye/reactive/messaging/kafka/companion/test/EmbeddedKafkaBroker.class");

    @Test
    void noJarOfThePackagedApplicationHoldsABroker() throws IOException {
        assumeThat(APPLICATION).exists();
        try (Stream<Path> files = Files.walk(APPLICATION)) {
            List<Path> jars =
                    files.filter(file -> file.toString().endsWith(".jar")).toList();

            assertThat(jars)
                    .hasSizeGreaterThan(50)
                    .allSatisfy(jar -> assertThat(entries(jar)).doesNotContainAnyElementsOf(BROKER));
        }
    }

    private static List<String> entries(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(entry -> entry.getName()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
