package io.dealstream.specification;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Serves the document of `/openapi` at `/q/openapi`, too, where tools for Quarkus look for it. A suffix of
/// `.yaml` or `.json` names the format.
@Singleton
final class FrameworkOpenApiPath {

    private static final int BEFORE_THE_ROUTES = 10;

    void register(@Observes Filters filters) {
        filters.register(FrameworkOpenApiPath::answer, BEFORE_THE_ROUTES);
    }

    private static void answer(RoutingContext request) {
        switch (request.normalizedPath()) {
            case "/q/openapi" -> {
                String query = request.request().query();
                request.reroute(query == null ? "/openapi" : "/openapi?" + query);
            }
            case "/q/openapi.yaml", "/q/openapi.yml" -> request.reroute("/openapi?format=yaml");
            case "/q/openapi.json" -> request.reroute("/openapi?format=json");
            default -> request.next();
        }
    }
}
