package io.dealstream.telemetry;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;

/// Switches tracing off where no address for traces is set: then OpenTelemetry is not started. A configured
/// `quarkus.otel.sdk.disabled` goes before this.
public final class TracingSwitch implements ConfigSourceFactory {

    private static final List<String> ADDRESSES =
            List.of("quarkus.otel.exporter.otlp.endpoint", "quarkus.otel.exporter.otlp.traces.endpoint");

    /// Below all configured values, above the defaults.
    private static final int ORDINAL = 50;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        boolean told = ADDRESSES.stream().map(context::getValue).anyMatch(TracingSwitch::isGiven);
        Map<String, String> decision = Map.of("quarkus.otel.sdk.disabled", Boolean.toString(!told));
        return List.of(new PropertiesConfigSource(decision, "tracing", ORDINAL));
    }

    /// Whether an address was configured. Quarkus has a default for it, so only the value's source tells.
    private static boolean isGiven(ConfigValue address) {
        return Stream.ofNullable(address)
                .anyMatch(value -> value.getValue() != null && value.getConfigSourceOrdinal() > ORDINAL);
    }
}
