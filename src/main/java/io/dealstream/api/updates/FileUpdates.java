package io.dealstream.api.updates;

import io.dealstream.access.Caller;
import io.dealstream.access.Credential;
import io.dealstream.access.Realm;
import io.dealstream.access.Scope;
import io.dealstream.api.Credentials;
import io.dealstream.api.Doorkeeper;
import io.dealstream.api.Endpoint;
import io.dealstream.api.Exchange;
import io.dealstream.api.Refusal;
import io.dealstream.api.StreamOpener;
import io.dealstream.event.StreamKey;
import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;
import io.dealstream.hub.Interest;
import io.dealstream.hub.Start;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The updates of the files of a workspace (updates.md).
@Path("/api/updates")
public final class FileUpdates {

    private static final Subject WORKSPACE = Subject.whole("workspace");

    private final Doorkeeper doorkeeper;
    private final StreamOpener opener;
    private final Optional<Caller> anonymous;
    private final Endpoint endpoint;

    FileUpdates(Doorkeeper doorkeeper, StreamOpener opener, UpdatesSettings settings) {
        this.doorkeeper = doorkeeper;
        this.opener = opener;
        this.anonymous =
                settings.workspace().map(Tenant::new).map(tenant -> Caller.anonymous(tenant, Set.of(Scope.FILES_READ)));
        this.endpoint = new Endpoint(
                "updates", new UpdatesDialect(), Scope.FILES_READ, settings.keepalive(), null, OptionalInt.empty());
    }

    /// The stream of all updates from now on. It never ends by itself. The method has no `@Produces`, because
    /// the framework would then answer an unfit `Accept` before this method could.
    @GET
    @Blocking
    public Uni<Response> stream(@Context RoutingContext context) {
        Exchange exchange = new Exchange(context);
        if (!Accept.admitsEventStream(exchange.header("Accept"))) {
            throw Refusal.of(Refusal.Kind.NOT_ACCEPTABLE, "Accept must admit text/event-stream");
        }
        return admit(exchange).flatMap(caller -> {
            Interest interest = Interest.all(new StreamKey(caller.tenant(), WORKSPACE));
            return opener.open(exchange, endpoint, caller, interest, new Start.Now(), null);
        });
    }

    private Uni<Caller> admit(Exchange exchange) {
        Optional<Credential> shown = Credentials.of(exchange)
                .header("X-API-Key", Credential.ApiKey::new)
                .bearer(Credential.KeyOrToken::new)
                .query("token", Credential.KeyOrToken::new)
                .query("ticket", Credential.Ticket::new)
                .first();
        if (shown.isEmpty() && anonymous.isPresent()) {
            return Uni.createFrom().item(anonymous.get());
        }
        return doorkeeper.admit(shown, Realm.ORGANISATION, Scope.FILES_READ);
    }
}
