package io.dealstream.api.account;

import io.dealstream.api.Exchange;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Adds `X-Trace-Id` to every answer below `/api/v1`, also to the head of a stream. It is the request's id,
/// which is also in the logs and errors.
@Singleton
final class TraceIds {

    /// Runs after the request got its id.
    private static final int PRIORITY = 900;

    void register(@Observes Filters filters) {
        filters.register(TraceIds::tell, PRIORITY);
    }

    private static void tell(RoutingContext context) {
        Exchange exchange = new Exchange(context);
        if (AccountErrors.covers(exchange.path())) {
            exchange.answerHeader("X-Trace-Id", exchange.requestId());
        }
        context.next();
    }
}
