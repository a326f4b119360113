package io.dealstream.api;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.regex.Pattern;

/// Gives every request an id, or keeps the one that it came with, and sends it back.
@Singleton
final class RequestIds {

    private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    private static final int PRIORITY = 1_000;

    void register(@Observes Filters filters) {
        filters.register(RequestIds::begin, PRIORITY);
    }

    private static void begin(RoutingContext context) {
        identify(context);
        context.next();
    }

    /// Gives an id to a request that failed before it passed here.
    static void identifyOnce(RoutingContext context) {
        if (!context.response().headers().contains(Exchange.REQUEST_ID)) {
            identify(context);
        }
    }

    private static void identify(RoutingContext context) {
        String brought = context.request().getHeader(Exchange.REQUEST_ID);
        String id = brought != null && ACCEPTED.matcher(brought).matches()
                ? brought
                : UUID.randomUUID().toString();
        LogContext.request(id);
        context.response().putHeader(Exchange.REQUEST_ID, id);
    }
}
