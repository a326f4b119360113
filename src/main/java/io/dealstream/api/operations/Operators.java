package io.dealstream.api.operations;

import io.dealstream.access.Caller;
import io.dealstream.access.Credential;
import io.dealstream.access.Realm;
import io.dealstream.access.Scope;
import io.dealstream.api.Credentials;
import io.dealstream.api.Doorkeeper;
import io.dealstream.api.Exchange;
import io.dealstream.api.Sights;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/// Admits operators. It accepts credentials only in headers, because no EventSource needs these pages.
@Singleton
final class Operators {

    private final Doorkeeper doorkeeper;
    private final Sights sights;

    Operators(Doorkeeper doorkeeper, Sights sights) {
        this.doorkeeper = doorkeeper;
        this.sights = sights;
    }

    /// Admits callers that have a scope and rights to whole tenants, because operators see all tenants.
    ///
    /// @throws io.dealstream.api.Refusal for any other caller
    void admit(RoutingContext context, Scope scope) {
        Credentials shown = Credentials.of(new Exchange(context))
                .header("X-API-Key", Credential.ApiKey::new)
                .bearer(Credential.KeyOrToken::new);
        Caller caller = doorkeeper.admitAtOnce(shown.first(), Realm.ORGANISATION, scope);
        sights.of(caller).requireWholeTenants();
    }
}
