package io.dealstream.api.deals;

import io.dealstream.api.deals.DealsStreams.Request;
import io.dealstream.api.deals.DealsStreams.Resource;
import io.dealstream.progress.DealProgress;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;

/// The resources of one deal. Errors, parameters and bodies: deals.md.
@Path("/v1/events/deals")
public final class DealEvents {

    private final DealsStreams streams;
    private final InstantSource clock;

    DealEvents(DealsStreams streams, InstantSource clock) {
        this.streams = streams;
        this.clock = clock;
    }

    /// The stream of a deal and its documents, until the deal is settled.
    @GET
    @Path("{deal_id}")
    @Blocking
    public Uni<Response> stream(@PathParam("deal_id") String dealId, @Context RoutingContext context) {
        return admit(dealId, context).flatMap(request -> {
            String snapshotUrl = "/v1/events/deals/" + request.id() + "/snapshot";
            return streams.stream(request, Parameters.document(request.exchange()), snapshotUrl);
        });
    }

    /// The poll twin of the stream.
    @GET
    @Path("{deal_id}/poll")
    @Blocking
    public Uni<Response> poll(@PathParam("deal_id") String dealId, @Context RoutingContext context) {
        return admit(dealId, context)
                .flatMap(request -> streams.poll(request, Parameters.document(request.exchange())));
    }

    /// The current state of the deal.
    @GET
    @Path("{deal_id}/snapshot")
    @Blocking
    public Uni<Response> snapshot(
            @PathParam("deal_id") String dealId,
            @Context RoutingContext context,
            @Context jakarta.ws.rs.core.Request conditions) {
        return admit(dealId, context)
                .flatMap(request -> streams.snapshot(
                        request,
                        conditions,
                        (state, lastEventId) -> Snapshots.deal(
                                        request.id(),
                                        (DealProgress) state,
                                        request.sight(),
                                        state.completeAt() <= clock.millis(),
                                        lastEventId)
                                .get()));
    }

    private Uni<Request> admit(String dealId, RoutingContext context) {
        return streams.admit(context, Resource.DEAL, () -> Parameters.integer("deal_id", dealId));
    }
}
