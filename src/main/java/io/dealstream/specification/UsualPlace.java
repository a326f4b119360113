package io.dealstream.specification;

import io.quarkus.vertx.http.runtime.filters.Filters;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Answers at `/q/openapi`, where tools that know Quarkus look, with what `/openapi` says. The framework's own answer
/// would be parsed and written anew at each start, before anybody asks.
@Singleton
final class UsualPlace {

    private static final String PATH = "/q/openapi";
    private static final int BEFORE_THE_FRAMEWORK = 10;

    void register(@Observes Filters filters) {
        filters.register(
                request -> {
                    if (request.normalizedPath().equals(PATH)) {
                        String query = request.request().query();
                        request.reroute(query == null ? "/openapi" : "/openapi?" + query);
                    } else {
                        request.next();
                    }
                },
                BEFORE_THE_FRAMEWORK);
    }
}
