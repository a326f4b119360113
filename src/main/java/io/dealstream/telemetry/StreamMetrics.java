package io.dealstream.telemetry;

import io.dealstream.api.Refusal;
import io.dealstream.api.StreamListener;
import io.dealstream.hub.EndOfStream;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Counts streams: opened, closed and refused.
@Singleton
final class StreamMetrics implements StreamListener {

    /// The tag of a stream that its client closed.
    private static final String GONE = "client_gone";

    private final MeterRegistry registry;
    private final Map<String, AtomicInteger> open = new ConcurrentHashMap<>();

    StreamMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Refusal.Kind kind : Refusal.Kind.values()) {
            refusals(kind);
        }
    }

    @Override
    public void opened(String endpoint) {
        gauge(endpoint).incrementAndGet();
        Counter.builder("dealstream.streams.opened")
                .description("Streams opened")
                .tag("endpoint", endpoint)
                .register(registry)
                .increment();
    }

    @Override
    public void closed(String endpoint, @Nullable EndOfStream reason) {
        gauge(endpoint).decrementAndGet();
        Counter.builder("dealstream.streams.ended")
                .description("Streams that are over, by reason")
                .tag("endpoint", endpoint)
                .tag("reason", reason == null ? GONE : reason.code())
                .register(registry)
                .increment();
    }

    @Override
    public void refused(Refusal.Kind kind) {
        refusals(kind).increment();
    }

    private Counter refusals(Refusal.Kind kind) {
        return Counter.builder("dealstream.requests.refused")
                .description("Requests that were not served, by reason")
                .tag("reason", kind.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private AtomicInteger gauge(String endpoint) {
        return open.computeIfAbsent(endpoint, name -> {
            AtomicInteger count = new AtomicInteger();
            Gauge.builder("dealstream.streams.open", count, AtomicInteger::get)
                    .description("Streams that are open now")
                    .tag("endpoint", name)
                    .register(registry);
            return count;
        });
    }
}
