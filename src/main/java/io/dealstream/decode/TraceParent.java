package io.dealstream.decode;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The W3C trace context's `traceparent`.
final class TraceParent {

    private static final String NAME = "traceparent";
    private static final int LENGTH = 55;

    /// Gives OpenTelemetry the text as its only header.
    private static final TextMapGetter<String> HEADER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String text) {
            return List.of(NAME);
        }

        @Override
        public @Nullable String get(@Nullable String text, String name) {
            return name.equals(NAME) ? text : null;
        }
    };

    private TraceParent() {}

    /// Whether OpenTelemetry reads a trace from the text. As the specification demands, an invalid value is
    /// ignored, and the event is not rejected. A value that is longer than version 00 allows is ignored, too,
    /// because its length would have no bound.
    static boolean isValid(String text) {
        return text.length() == LENGTH
                && Span.fromContext(W3CTraceContextPropagator.getInstance().extract(Context.root(), text, HEADER))
                        .getSpanContext()
                        .isValid();
    }
}
