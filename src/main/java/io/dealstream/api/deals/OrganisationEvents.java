package io.dealstream.api.deals;

import io.dealstream.api.deals.DealsStreams.Request;
import io.dealstream.api.deals.DealsStreams.Resource;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/// The stream of an organisation: all its deals and batches. Errors and parameters: deals.md.
@Path("/v1/events/org")
public final class OrganisationEvents {

    private final DealsStreams streams;

    OrganisationEvents(DealsStreams streams) {
        this.streams = streams;
    }

    /// The stream of the whole organisation. It never ends by itself.
    @GET
    @Blocking
    public Uni<Response> stream(@Context RoutingContext context) {
        return admit(context).flatMap(request -> streams.stream(request, null, null));
    }

    /// The poll twin of the stream.
    @GET
    @Path("poll")
    @Blocking
    public Uni<Response> poll(@Context RoutingContext context) {
        return admit(context).flatMap(request -> streams.poll(request, null));
    }

    private Uni<Request> admit(RoutingContext context) {
        return streams.admit(context, Resource.ORGANISATION, () -> "");
    }
}
