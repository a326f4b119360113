package io.dealstream.api.account;

import io.dealstream.access.Caller;
import io.dealstream.access.Credential;
import io.dealstream.access.Realm;
import io.dealstream.access.RequestQuota;
import io.dealstream.access.RequestQuotas;
import io.dealstream.access.Scope;
import io.dealstream.api.Credentials;
import io.dealstream.api.Doorkeeper;
import io.dealstream.api.Exchange;
import io.dealstream.api.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/// Admits callers to account events and limits their requests.
@Singleton
final class AccountAccess {

    private static final int USERS_REMEMBERED = 100_000;

    private final Doorkeeper doorkeeper;
    private final RequestQuota requests;

    AccountAccess(Doorkeeper doorkeeper, AccountSettings settings, RequestQuotas quotas, InstantSource clock) {
        this.doorkeeper = doorkeeper;
        this.requests = quotas.make(settings.requestsPerMinute(), Duration.ofMinutes(1), USERS_REMEMBERED, clock);
    }

    /// Admits the caller with the first credential in the places of account.md, "Credentials". An API key with
    /// `account:read` is accepted in place of a token. The answer has `X-RateLimit-Limit`,
    /// `X-RateLimit-Remaining`, and `X-RateLimit-Reset`, the seconds until all requests are available again.
    ///
    /// @return fails with a [Refusal] when the credential is not valid or came with too many requests
    /// @throws Refusal when there is no credential
    Uni<Caller> admit(Exchange exchange) {
        return doorkeeper
                .admit(
                        Credentials.of(exchange)
                                .bearer(Credential.KeyOrToken::new)
                                .query("access_token", Credential.KeyOrToken::new)
                                .query("ticket", Credential.Ticket::new)
                                .first(),
                        Realm.USER,
                        Scope.ACCOUNT_READ)
                .map(caller -> count(exchange, caller));
    }

    private Caller count(Exchange exchange, Caller caller) {
        RequestQuota.Answer answer = requests.take(caller);
        exchange.answerHeader("X-RateLimit-Limit", Integer.toString(answer.limit()));
        exchange.answerHeader("X-RateLimit-Remaining", Integer.toString(answer.remaining()));
        exchange.answerHeader("X-RateLimit-Reset", Long.toString(answer.fullIn().toSeconds()));
        if (answer instanceof RequestQuota.Exceeded refused) {
            throw Refusal.later(Refusal.Kind.LIMITED, "Too many requests", refused.retryAfter());
        }
        return caller;
    }
}
