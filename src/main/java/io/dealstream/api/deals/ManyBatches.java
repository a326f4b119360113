package io.dealstream.api.deals;

import io.dealstream.api.deals.DealsStreams.Request;
import io.dealstream.api.deals.DealsStreams.Resource;
import io.dealstream.progress.BatchProgress;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/// Several batches as one stream (many.md). A batch may be named `poll` or `snapshot`: without the parameter
/// `ids`, these paths mean that batch.
@Path("/v1/events/batches")
public final class ManyBatches {

    private final DealsStreams streams;
    private final BatchEvents one;

    ManyBatches(DealsStreams streams, BatchEvents one) {
        this.streams = streams;
        this.one = one;
    }

    /// The stream of some batches, until all of them are complete.
    @GET
    @Blocking
    public Uni<Response> stream(@Context RoutingContext context) {
        return admit(context).flatMap(request -> {
            String snapshotUrl = "/v1/events/batches/snapshot?ids=" + String.join(",", request.ids());
            return streams.stream(request, null, snapshotUrl);
        });
    }

    /// The poll twin of the stream.
    @GET
    @Path("poll")
    @Blocking
    public Uni<Response> poll(@Context RoutingContext context) {
        if (!Parameters.hasIds(context)) {
            return one.stream("poll", context);
        }
        return admit(context).flatMap(request -> streams.poll(request, null));
    }

    /// The current states of the batches, all at one moment.
    @GET
    @Path("snapshot")
    @Blocking
    public Uni<Response> snapshot(@Context RoutingContext context, @Context jakarta.ws.rs.core.Request conditions) {
        if (!Parameters.hasIds(context)) {
            return one.stream("snapshot", context);
        }
        return admit(context)
                .flatMap(request -> streams.snapshots(
                        request,
                        conditions,
                        "batches",
                        (id, state, lastEventId) ->
                                Snapshots.batch(id, (BatchProgress) state, request.sight(), lastEventId)));
    }

    private Uni<Request> admit(RoutingContext context) {
        return streams.admit(
                context,
                Resource.BATCHES,
                exchange -> Parameters.ids(exchange, id -> Parameters.batchId(Parameters.IDS, id)));
    }
}
