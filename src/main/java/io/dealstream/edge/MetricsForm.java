package io.dealstream.edge;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/// Gives the metrics to everybody in the form that they can have. The framework would refuse, without a word, whoever
/// does not ask for one of its own forms, or asks for it in a way that it cannot read.
@Singleton
final class MetricsForm {

    private static final int BEFORE_WHO_ANSWERS = 9_000;
    private static final String PATH = "/q/metrics";

    /// A `q` that is no number from 0 to 1.
    private static final Pattern NO_WEIGHT = Pattern.compile("; *q=(?![01](\\.[0-9]{0,3})? *(,|;|$))[^,;]*");

    void register(@Observes Filters filters) {
        filters.register(MetricsForm::settle, BEFORE_WHO_ANSWERS);
    }

    private static void settle(RoutingContext context) {
        if (context.normalizedPath().startsWith(PATH)) {
            String accept = context.request().getHeader(HttpHeaders.ACCEPT);
            if (accept != null) {
                String forms = accept.contains("application/openmetrics-text") ? readable(accept) : "text/plain";
                context.request().headers().set(HttpHeaders.ACCEPT, forms);
            }
        }
        context.next();
    }

    private static String readable(String accept) {
        return NO_WEIGHT.matcher(accept).replaceAll("") + ", text/plain;q=0.1";
    }
}
