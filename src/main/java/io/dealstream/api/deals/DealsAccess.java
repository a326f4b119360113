package io.dealstream.api.deals;

import io.dealstream.access.Caller;
import io.dealstream.access.Credential;
import io.dealstream.access.Realm;
import io.dealstream.access.Scope;
import io.dealstream.api.Credentials;
import io.dealstream.api.Doorkeeper;
import io.dealstream.api.Exchange;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Where these streams look for a credential, in this order (deals.md, "Credentials").
@Singleton
final class DealsAccess {

    private final Doorkeeper doorkeeper;

    DealsAccess(Doorkeeper doorkeeper) {
        this.doorkeeper = doorkeeper;
    }

    Uni<Caller> admit(Exchange exchange, Scope scope) {
        Optional<Credential> shown = headers(exchange)
                .query("token", Credential.KeyOrToken::new)
                .query("ticket", Credential.Ticket::new)
                .first();
        return doorkeeper.admit(shown, Realm.ORGANISATION, scope);
    }

    /// The credentials in headers, which never appear in a URL.
    static Credentials headers(Exchange exchange) {
        return Credentials.of(exchange)
                .header("X-API-Key", Credential.ApiKey::new)
                .bearer(Credential.KeyOrToken::new);
    }
}
