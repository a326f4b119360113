package io.dealstream.api.cases;

import io.dealstream.access.Caller;
import io.dealstream.access.Credential;
import io.dealstream.access.Realm;
import io.dealstream.access.Scope;
import io.dealstream.api.Credentials;
import io.dealstream.api.Doorkeeper;
import io.dealstream.api.Exchange;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/// Where these streams look for a credential, in this order (cases.md, "Credentials").
@Singleton
final class CasesAccess {

    private final Doorkeeper doorkeeper;

    CasesAccess(Doorkeeper doorkeeper) {
        this.doorkeeper = doorkeeper;
    }

    Uni<Caller> admit(Exchange exchange) {
        return doorkeeper.admit(
                Credentials.of(exchange)
                        .header("x-api-key", Credential.ApiKey::new)
                        .query("api_key", Credential.ApiKey::new)
                        .query("access_token", Credential.Token::new)
                        .query("ticket", Credential.Ticket::new)
                        .first(),
                Realm.ORGANISATION,
                Scope.CASES_READ);
    }
}
