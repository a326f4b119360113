package io.dealstream.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TracingSwitchTest {

    private static final String OFF = "quarkus.otel.sdk.disabled";
    private static final String ADDRESS = "quarkus.otel.exporter.otlp.endpoint";
    private static final int ENVIRONMENT = 300;

    @Test
    void isOffWhereNobodySaysWhereTracesGo() {
        assertThat(isOff(Map.of())).isTrue();
    }

    @Test
    void isOnWhereSomebodyDoes() {
        assertThat(isOff(Map.of(ADDRESS, "http://127.0.0.1:4317"))).isFalse();
    }

    @Test
    void staysOffWhereSomebodySaysSo() {
        assertThat(isOff(Map.of(ADDRESS, "http://127.0.0.1:4317", OFF, "true"))).isTrue();
    }

    /// With the default that Quarkus has for the address.
    private static boolean isOff(Map<String, String> environment) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withDefaultValue(ADDRESS, "http://localhost:4317/")
                .withSources(new PropertiesConfigSource(environment, "environment", ENVIRONMENT))
                .withSources(new TracingSwitch())
                .build();
        return config.getValue(OFF, Boolean.class);
    }
}
