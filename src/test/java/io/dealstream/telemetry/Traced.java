package io.dealstream.telemetry;

import io.dealstream.api.ShortTimes;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/// The service with tracing on; spans stay in memory.
public final class Traced extends ShortTimes {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = super.getConfigOverrides();
        settings.put("quarkus.otel.sdk.disabled", "false");
        settings.put("quarkus.otel.simple", "true");
        settings.put("quarkus.otel.exporter.otlp.enabled", "false");
        return settings;
    }

    /// Where the spans go; asked for by nobody where tracing is off.
    public static final class Exporter {

        @Produces
        @Singleton
        InMemorySpanExporter exporter() {
            return InMemorySpanExporter.create();
        }
    }
}
