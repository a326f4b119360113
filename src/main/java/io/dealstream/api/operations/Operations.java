package io.dealstream.api.operations;

import io.dealstream.access.Scope;
import io.dealstream.api.JsonAnswer;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/// The state of this replica, for the console's operators: Dealstream's meters from `/q/metrics`, with a key
/// and as JSON. So a page can show them where `/q` cannot be reached from outside. The numbers are sums over
/// all tenants.
@Path("/v1/operations")
public final class Operations {

    private final Operators operators;
    private final MeterReader reader;

    Operations(Operators operators, MeterReader reader) {
        this.operators = operators;
        this.reader = reader;
    }

    /// The present values of the meters.
    @GET
    @Blocking
    public Response read(@Context RoutingContext context) {
        operators.admit(context, Scope.METRICS_READ);
        return JsonAnswer.of(reader.read()).header("Cache-Control", "no-store").build();
    }
}
