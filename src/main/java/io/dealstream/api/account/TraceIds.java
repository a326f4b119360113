package io.dealstream.api.account;

import io.dealstream.api.Exchange;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Puts `X-Trace-Id` on every answer below `/api/v1`, the head of a stream included. It is the request's id, which
/// stands in the logs and in the errors.
@Singleton
final class TraceIds {

    /// After the request has been given its id.
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
