package io.dealstream.api.operations;

import io.dealstream.access.Caller;
import io.dealstream.access.Credential;
import io.dealstream.access.Realm;
import io.dealstream.access.Scope;
import io.dealstream.api.Credentials;
import io.dealstream.api.Doorkeeper;
import io.dealstream.api.Exchange;
import io.dealstream.api.JsonAnswer;
import io.dealstream.api.Sights;
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

    private final Doorkeeper doorkeeper;
    private final Sights sights;
    private final MeterReader reader;

    Operations(Doorkeeper doorkeeper, Sights sights, MeterReader reader) {
        this.doorkeeper = doorkeeper;
        this.sights = sights;
        this.reader = reader;
    }

    /// The meters as they stand now. Credentials only in headers: there is no EventSource to do without.
    @GET
    @Blocking
    public Response read(@Context RoutingContext context) {
        Credentials shown = Credentials.of(new Exchange(context))
                .header("X-API-Key", Credential.ApiKey::new)
                .bearer(Credential.KeyOrToken::new);
        Caller caller = doorkeeper.admit(shown.first(), Realm.ORGANISATION, Scope.METRICS_READ);
        // the numbers are of all tenants together: more than who may not even read all of one is to see
        sights.of(caller).requireWholeTenants();
        return JsonAnswer.of(reader.read()).header("Cache-Control", "no-store").build();
    }
}
