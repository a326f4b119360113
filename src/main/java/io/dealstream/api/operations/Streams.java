package io.dealstream.api.operations;

import io.dealstream.access.Scope;
import io.dealstream.api.JsonAnswer;
import io.dealstream.api.OpenStream;
import io.dealstream.api.Refusal;
import io.dealstream.api.StreamRegister;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/// The open streams of this replica, of all tenants, and a way to end one.
@Path("/v1/operations/streams")
public final class Streams {

    private static final int MOST = 1_000;

    private final Operators operators;
    private final StreamRegister streams;

    Streams(Operators operators, StreamRegister streams) {
        this.operators = operators;
        this.streams = streams;
    }

    /// Lists open streams, at most a thousand.
    ///
    /// @param text a part of a stream's id, endpoint, subject, tenant, caller or user
    @GET
    @Blocking
    public Response list(@Context RoutingContext context, @QueryParam("q") @Nullable String text) {
        operators.admit(context, Scope.OPERATIONS_MANAGE);
        StreamList list = new StreamList(
                streams.size(),
                streams.find(text == null ? "" : text, MOST).stream()
                        .map(Streams::item)
                        .toList());
        return JsonAnswer.of(list).header("Cache-Control", "no-store").build();
    }

    private static StreamList.Item item(OpenStream stream) {
        return new StreamList.Item(
                stream.id(),
                stream.endpoint(),
                stream.tenant(),
                stream.subject(),
                stream.caller(),
                stream.user(),
                stream.since(),
                stream.lastId(),
                stream.queuedBytes());
    }

    /// Ends a stream. Its client is told `revoked`; a browser's client does not reconnect by itself.
    @DELETE
    @Path("{id}")
    @Blocking
    public Response end(@Context RoutingContext context, @PathParam("id") String id) {
        operators.admit(context, Scope.OPERATIONS_MANAGE);
        if (!streams.end(id)) {
            throw Refusal.of(Refusal.Kind.NOT_FOUND, "No open stream of this replica has the id");
        }
        return Response.noContent().build();
    }
}
