package io.dealstream.telemetry;

import io.dealstream.event.Event;
import io.dealstream.event.Partition;
import io.dealstream.intake.EventTracing;
import io.dealstream.intake.IntakeStatus;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Continues the traces of producers. There is one span for taking an event in, and below it one for each
/// stream on which it reached readers, however many they are. The producer decides whether a trace is sampled.
///
/// Events that a replica reads again when it starts are not traced, because their traces are complete.
@Singleton
final class EventTraces implements EventTracing {

    private static final String TRACEPARENT = "traceparent";

    private static final TextMapGetter<Event> PARENT = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Event event) {
            return List.of(TRACEPARENT);
        }

        @Override
        public @Nullable String get(@Nullable Event event, String name) {
            return event != null && name.equals(TRACEPARENT) ? event.traceparent() : null;
        }
    };

    private final Tracer tracer;
    private final boolean off;
    private final IntakeStatus status;
    private final InstantSource clock;

    /// @param off whether traces are off, because no address for them is set, see [TracingSwitch]
    EventTraces(
            Tracer tracer,
            @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean off,
            IntakeStatus status,
            InstantSource clock) {
        this.tracer = tracer;
        this.off = off;
        this.status = status;
        this.clock = clock;
    }

    @Override
    public void follow(Event event, Consumer<Event> rest) {
        Context parent = parent(event);
        if (parent == null) {
            rest.accept(event);
            return;
        }
        Partition partition = event.position().partition();
        Span span = tracer.spanBuilder("intake " + partition.topic())
                .setParent(parent)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.operation.type", "process")
                .setAttribute("messaging.destination.name", partition.topic())
                .setAttribute("messaging.destination.partition.id", Integer.toString(partition.index()))
                .setAttribute("messaging.kafka.offset", event.position().offset())
                .setAttribute("dealstream.tenant", event.tenant().id())
                .setAttribute("dealstream.event.type", event.type().name())
                .setAttribute("dealstream.event.id", event.id())
                .setAttribute("dealstream.event.age_ms", age(event))
                .startSpan();
        try {
            rest.accept(event.tracedBy(text(span)));
        } finally {
            span.end();
        }
    }

    /// Takes note that an event has reached all its readers on streams of one kind.
    ///
    /// @param nanos how long that took, in ns
    void delivered(String kind, Event event, int readers, long nanos) {
        Context parent = parent(event);
        if (parent == null) {
            return;
        }
        long now = TimeUnit.MILLISECONDS.toNanos(clock.millis());
        tracer.spanBuilder("deliver " + kind)
                .setParent(parent)
                .setStartTimestamp(now - nanos, TimeUnit.NANOSECONDS)
                .setAttribute("dealstream.stream", kind)
                .setAttribute("dealstream.readers", readers)
                .setAttribute("dealstream.event.age_ms", age(event))
                .startSpan()
                .end(now, TimeUnit.NANOSECONDS);
    }

    private long age(Event event) {
        return Math.max(0, clock.millis() - event.recordTime());
    }

    /// The producer's span for its event; null where it sent none, or the trace is not sampled.
    private @Nullable Context parent(Event event) {
        if (off || event.traceparent() == null || !status.isReady()) {
            return null;
        }
        Context parent = W3CTraceContextPropagator.getInstance().extract(Context.root(), event, PARENT);
        return Span.fromContext(parent).getSpanContext().isSampled() ? parent : null;
    }

    private static @Nullable String text(Span span) {
        Map<String, String> headers = new HashMap<>();
        W3CTraceContextPropagator.getInstance()
                .inject(Context.root().with(span), headers, (_, name, value) -> headers.put(name, value));
        return headers.get(TRACEPARENT);
    }
}
