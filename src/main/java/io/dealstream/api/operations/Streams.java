package io.dealstream.api.operations;

import io.dealstream.access.Caller;
import io.dealstream.access.Credential;
import io.dealstream.access.Realm;
import io.dealstream.access.Scope;
import io.dealstream.api.Credentials;
import io.dealstream.api.Doorkeeper;
import io.dealstream.api.Exchange;
import io.dealstream.api.JsonAnswer;
import io.dealstream.api.OpenStream;
import io.dealstream.api.Refusal;
import io.dealstream.api.Sights;
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

/// Who reads what on this replica, of all tenants, and an end to one of these streams.
@Path("/v1/operations/streams")
public final class Streams {

    private static final int MOST = 1_000;

    private final Doorkeeper doorkeeper;
    private final Sights sights;
    private final StreamRegister streams;

    Streams(Doorkeeper doorkeeper, Sights sights, StreamRegister streams) {
        this.doorkeeper = doorkeeper;
        this.sights = sights;
        this.streams = streams;
    }

    /// The open streams, at most a thousand.
    ///
    /// @param text what one is looked for by: part of its id, endpoint, subject, tenant, caller or user
    @GET
    @Blocking
    public Response list(@Context RoutingContext context, @QueryParam("q") @Nullable String text) {
        admit(context);
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

    /// Ends one. Its client is told `revoked`, and does not come back by itself where it is a browser's.
    @DELETE
    @Path("{id}")
    @Blocking
    public Response end(@Context RoutingContext context, @PathParam("id") String id) {
        admit(context);
        if (!streams.end(id)) {
            throw Refusal.of(Refusal.Kind.NOT_FOUND, "No open stream of this replica has the id");
        }
        return Response.noContent().build();
    }

    private void admit(RoutingContext context) {
        Credentials shown = Credentials.of(new Exchange(context))
                .header("X-API-Key", Credential.ApiKey::new)
                .bearer(Credential.KeyOrToken::new);
        Caller caller = doorkeeper.admit(shown.first(), Realm.ORGANISATION, Scope.OPERATIONS_MANAGE);
        sights.of(caller).requireWholeTenants();
    }
}
