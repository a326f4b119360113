package io.dealstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.testing.ChildProcess;
import io.dealstream.testing.Loopback;
import io.dealstream.testing.PackagedApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged application with a schema file that has a fault: it does not start, and says where to look.
class FaultyCatalogueIT {

    private static final Path EXAMPLE = Path.of("deployment", "catalogue", "schemas", "deal.archived.schema.json");

    @Test
    void doesNotStartAndNamesTheFileTheLineAndTheReason(@TempDir Path folder) throws Exception {
        Path schemas = Files.createDirectory(folder.resolve("schemas"));
        Path file = Files.writeString(
                schemas.resolve("deal.archived.schema.json"),
                Files.readString(EXAMPLE).replace("\"type\": \"integer\"", "\"type\": \"int\""));
        List<String> command = PackagedApplication.built()
                .command(
                        List.of("-Xmx256m"),
                        Map.of(
                                "quarkus.http.host",
                                Loopback.HOST,
                                "quarkus.http.port",
                                Integer.toString(Loopback.freePort()),
                                "kafka.bootstrap.servers",
                                Loopback.HOST + ":1",
                                "dealstream.catalogue.directory",
                                schemas.toString()));
        Path log = folder.resolve("application.log");

        try (ChildProcess application = new ChildProcess(command, Map.of(), log)) {
            application.start();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !application.isRunning());

            assertThat(application.exitCode()).isEqualTo(1);
            assertThat(Files.readString(log)).contains(file + ", line 11: type: int is none");
        }
    }
}
