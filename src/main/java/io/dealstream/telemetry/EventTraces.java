package io.dealstream.telemetry;

import io.dealstream.event.Event;
import io.dealstream.event.Partition;
import io.dealstream.intake.EventTracing;
import io.dealstream.intake.IntakeStatus;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Continues the traces of producers: one span where an event is taken in, one below it for each stream on which it was
/// brought to readers, however many they are. Whether a trace is sampled is the producer's decision.
///
/// What a replica reads again when it starts is not traced: those traces have been told.
@Singleton
final class EventTraces implements EventTracing {

    private static final int TRACE_ID = 3;
    private static final int SPAN_ID = 36;
    private static final int FLAGS = 53;
    private static final int SAMPLED = 1;

    private final Tracer tracer;
    private final boolean off;
    private final IntakeStatus status;
    private final InstantSource clock;

    /// @param off nobody says where traces go, see [TracingSwitch]
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
        String parent = event.traceparent();
        if (parent == null || !isSampled(parent) || !status.isReady()) {
            rest.accept(event);
            return;
        }
        Partition partition = event.position().partition();
        Span span = tracer.spanBuilder("intake " + partition.topic())
                .setParent(context(parent))
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
            rest.accept(event.tracedBy(text(span.getSpanContext())));
        } finally {
            span.end();
        }
    }

    /// An event has reached its readers on streams of one kind.
    ///
    /// @param nanos how long it was on its way to them
    void delivered(String kind, Event event, int readers, long nanos) {
        String parent = event.traceparent();
        if (parent == null || !isSampled(parent) || !status.isReady()) {
            return;
        }
        long now = TimeUnit.MILLISECONDS.toNanos(clock.millis());
        tracer.spanBuilder("deliver " + kind)
                .setParent(context(parent))
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

    /// Whether a producer wants to see what becomes of its event. The intake has checked the form.
    private boolean isSampled(String traceparent) {
        return !off && (Character.digit(traceparent.charAt(FLAGS + 1), 16) & SAMPLED) != 0;
    }

    private static Context context(String traceparent) {
        SpanContext parent = SpanContext.createFromRemoteParent(
                traceparent.substring(TRACE_ID, SPAN_ID - 1),
                traceparent.substring(SPAN_ID, FLAGS - 1),
                TraceFlags.getSampled(),
                TraceState.getDefault());
        return Context.root().with(Span.wrap(parent));
    }

    private static String text(SpanContext span) {
        return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                + span.getTraceFlags().asHex();
    }
}
