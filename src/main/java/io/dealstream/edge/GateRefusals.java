package io.dealstream.edge;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Refuses requests before they are routed. It sets the status; the handler of failures then answers in the
/// form of the path's dialect.
@Singleton
final class GateRefusals {

    /// Runs after all headers of answers are set (CORS is the last, 300) and before any resource.
    private static final int PRIORITY = 290;

    private static final int MALFORMED = 400;
    private static final int TOO_LARGE = 413;

    private final long longestBody;

    GateRefusals(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize longestBody) {
        this.longestBody = longestBody.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        int refused = refusal(context);
        if (refused == 0) {
            context.next();
            return;
        }
        if (context.request().version() != HttpVersion.HTTP_2) {
            // the request's body, and where it ends, cannot be relied upon
            context.addHeadersEndHandler(head -> context.response().putHeader(HttpHeaders.CONNECTION, "close"));
            context.addEndHandler(end -> context.request().connection().close());
        }
        context.fail(refused);
    }

    private int refusal(RoutingContext context) {
        HttpServerRequest request = context.request();
        int marked = context.response().getStatusCode();
        if (marked >= MALFORMED) {
            return marked;
        }
        if (request.path() == null || !PathForm.isNormal(request.path())) {
            return MALFORMED;
        }
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return 0;
        }
        try {
            return Long.parseUnsignedLong(length) > longestBody ? TOO_LARGE : 0;
        } catch (NumberFormatException e) {
            return MALFORMED;
        }
    }
}
