package io.dealstream.edge;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Closes the connection after an answer to an HTTP/1.0 client that cannot tell its end in another way. Some
/// ask to keep the connection all the same: nginx with `proxy_set_header Connection $http_connection`.
@Singleton
final class OldClients {

    private static final int PRIORITY = 8_000;

    void register(@Observes Filters filters) {
        filters.register(OldClients::serve, PRIORITY);
    }

    private static void serve(RoutingContext context) {
        if (context.request().version() == HttpVersion.HTTP_1_0) {
            HttpServerResponse response = context.response();
            context.addHeadersEndHandler(head -> {
                if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
                    response.headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
                }
            });
            // at this point, because a stream has its own handlers once its head is on its way
            HttpConnection connection = context.request().connection();
            context.addEndHandler(end -> {
                if (response.headers().get(HttpHeaders.CONTENT_LENGTH) == null) {
                    connection.close();
                }
            });
        }
        context.next();
    }
}
