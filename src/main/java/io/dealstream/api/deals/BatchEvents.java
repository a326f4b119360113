package io.dealstream.api.deals;

import io.dealstream.api.deals.DealsStreams.Request;
import io.dealstream.api.deals.DealsStreams.Resource;
import io.dealstream.progress.BatchProgress;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/// The resources of one batch. Errors, parameters and bodies: deals.md.
@Path("/v1/events/batches")
public final class BatchEvents {

    private final DealsStreams streams;

    BatchEvents(DealsStreams streams) {
        this.streams = streams;
    }

    /// The stream of a batch and its documents, until the batch is complete.
    @GET
    @Path("{batch_id}")
    @Blocking
    public Uni<Response> stream(@PathParam("batch_id") String batchId, @Context RoutingContext context) {
        return admit(batchId, context).flatMap(request -> {
            String snapshotUrl = "/v1/events/batches/" + request.id() + "/snapshot";
            return streams.stream(request, null, snapshotUrl);
        });
    }

    /// The poll twin of the stream.
    @GET
    @Path("{batch_id}/poll")
    @Blocking
    public Uni<Response> poll(@PathParam("batch_id") String batchId, @Context RoutingContext context) {
        return admit(batchId, context).flatMap(request -> streams.poll(request, null));
    }

    /// The current state of the batch.
    @GET
    @Path("{batch_id}/snapshot")
    @Blocking
    public Uni<Response> snapshot(
            @PathParam("batch_id") String batchId,
            @Context RoutingContext context,
            @Context jakarta.ws.rs.core.Request conditions) {
        return admit(batchId, context)
                .flatMap(request -> streams.snapshot(
                        request,
                        conditions,
                        (state, lastEventId) -> Snapshots.batch(
                                        request.id(), (BatchProgress) state, request.sight(), lastEventId)
                                .get()));
    }

    private Uni<Request> admit(String batchId, RoutingContext context) {
        return streams.admit(context, Resource.BATCH, () -> Parameters.batchId("batch_id", batchId));
    }
}
