package io.dealstream.edge;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/// Answers requests for metrics in the one form that there is. Otherwise the framework would refuse, without a
/// body, a client whose `Accept` names another form or cannot be read.
@Singleton
final class MetricsForm {

    private static final int BEFORE_WHO_ANSWERS = 9_000;
    private static final String PATH = "/q/metrics";

    /// A `q` that is not a number from 0 to 1.
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
