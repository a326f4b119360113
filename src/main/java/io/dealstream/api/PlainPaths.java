package io.dealstream.api;

import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Takes paths at their word: JAX-RS would drop what follows a `;` in a part of a path and answer for the rest, so
/// one resource would have any number of addresses, and a proxy's rules for a path would not hold for them. A `;`
/// that is part of an id is written `%3B`.
public final class PlainPaths {

    @ServerRequestFilter(preMatching = true)
    public void refuseMatrixParameters(RoutingContext context) {
        if (new Exchange(context).path().indexOf(';') >= 0) {
            throw Refusal.of(Refusal.Kind.NOT_FOUND, "There is nothing at this path");
        }
    }
}
