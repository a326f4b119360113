package io.dealstream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The alerts are what Prometheus understands, and each is explained.
class AlertsTest {

    @Test
    void theRunbookSaysOfEachAlertWhatToDo() throws IOException {
        String runbook = Files.readString(Manifests.FOLDER.resolve("README.md"));

        assertThat(Expressions.alerts()).isNotEmpty().allSatisfy(alert -> {
            assertThat(runbook).contains("### " + alert.getAlert() + "\n");
            assertThat(alert.getAnnotations())
                    .containsKeys("summary", "description")
                    .containsEntry(
                            "runbook",
                            "deployment/README.md#" + alert.getAlert().toLowerCase(Locale.ROOT));
            assertThat(alert.getLabels().get("severity")).isIn("critical", "warning", "info");
        });
    }

    @Test
    void noTwoHaveOneName() throws IOException {
        assertThat(Expressions.alerts()).extracting(Rule::getAlert).doesNotHaveDuplicates();
    }

    @Test
    @Tag("deployment")
    void prometheusFindsThemRightAndRaisesThemWhenItShould(@TempDir Path folder) throws IOException {
        Path rules = folder.resolve("alerts.json");
        new ObjectMapper()
                .writeValue(
                        rules.toFile(),
                        Manifests.of("observability").one(PrometheusRule.class).getSpec());
        Path tests = Files.copy(Path.of("src/test/prometheus/alerts-test.yaml"), folder.resolve("alerts-test.yaml"));

        assertThat(Tool.run("promtool", "check", "rules", rules.toString()))
                .contains(Expressions.alerts().size() + " rules found");
        assertThat(Tool.run("promtool", "test", "rules", tests.toString())).contains("SUCCESS");
    }
}
