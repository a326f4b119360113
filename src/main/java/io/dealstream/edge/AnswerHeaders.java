package io.dealstream.edge;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;

/// Adds default headers for browsers and proxies to every answer: the content has the stated type, the URL,
/// which may hold a credential, must not be sent as a referrer, and the answer is only for this client. An
/// answer may set others.
@Singleton
final class AnswerHeaders {

    private static final int BEFORE_WHO_ANSWERS = 9_000;

    private static final Map<String, String> UNLESS_SAID = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cache-Control", "no-store");

    void register(@Observes Filters filters) {
        filters.register(AnswerHeaders::add, BEFORE_WHO_ANSWERS);
    }

    private static void add(RoutingContext context) {
        MultiMap headers = context.response().headers();
        context.addHeadersEndHandler(nothing -> UNLESS_SAID.forEach((name, value) -> {
            if (!headers.contains(name)) {
                headers.set(name, value);
            }
        }));
        context.next();
    }
}
