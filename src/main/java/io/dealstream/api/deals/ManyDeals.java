package io.dealstream.api.deals;

import io.dealstream.api.deals.DealsStreams.Request;
import io.dealstream.api.deals.DealsStreams.Resource;
import io.dealstream.progress.DealProgress;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;

/// Several deals as one stream, for a page that lists them (many.md).
@Path("/v1/events/deals")
public final class ManyDeals {

    private final DealsStreams streams;
    private final InstantSource clock;

    ManyDeals(DealsStreams streams, InstantSource clock) {
        this.streams = streams;
        this.clock = clock;
    }

    /// The stream of some deals, until all of them are settled.
    @GET
    @Blocking
    public Uni<Response> stream(@Context RoutingContext context) {
        return admit(context).flatMap(request -> {
            String snapshotUrl = "/v1/events/deals/snapshot?ids=" + String.join(",", request.ids());
            return streams.stream(request, null, snapshotUrl);
        });
    }

    /// The poll twin of the stream.
    @GET
    @Path("poll")
    @Blocking
    public Uni<Response> poll(@Context RoutingContext context) {
        return admit(context).flatMap(request -> streams.poll(request, null));
    }

    /// The current states of the deals, all at one moment.
    @GET
    @Path("snapshot")
    @Blocking
    public Uni<Response> snapshot(@Context RoutingContext context, @Context jakarta.ws.rs.core.Request conditions) {
        return admit(context)
                .flatMap(request -> streams.snapshots(
                        request,
                        conditions,
                        "deals",
                        (id, state, lastEventId) -> Snapshots.deal(
                                id,
                                (DealProgress) state,
                                request.sight(),
                                state.completeAt() <= clock.millis(),
                                lastEventId)));
    }

    private Uni<Request> admit(RoutingContext context) {
        return streams.admit(
                context,
                Resource.DEALS,
                exchange -> Parameters.ids(exchange, id -> Parameters.integer(Parameters.IDS, id)));
    }
}
