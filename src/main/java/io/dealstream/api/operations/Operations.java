package io.dealstream.api.operations;

import io.dealstream.access.Scope;
import io.dealstream.api.JsonAnswer;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/// How this replica does, for the console's operators: what `/q/metrics` says of Dealstream, with a key and as
/// JSON, so that a page can show it where `/q` is not to be reached from outside. Numbers of all tenants together,
/// and nothing that belongs to one.
@Path("/v1/operations")
public final class Operations {

    private final Operators operators;
    private final MeterReader reader;

    Operations(Operators operators, MeterReader reader) {
        this.operators = operators;
        this.reader = reader;
    }

    /// The meters as they stand now.
    @GET
    @Blocking
    public Response read(@Context RoutingContext context) {
        operators.admit(context, Scope.METRICS_READ);
        return JsonAnswer.of(reader.read()).header("Cache-Control", "no-store").build();
    }
}
