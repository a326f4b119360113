package io.dealstream.api;

import io.dealstream.access.Admission;
import io.dealstream.access.Caller;
import io.dealstream.access.Credential;
import io.dealstream.access.Gatekeeper;
import io.dealstream.access.Realm;
import io.dealstream.access.Scope;
import io.dealstream.api.Refusal.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Authenticates and authorises callers. Thread-safe. Source: streams.md, "Access".
@Singleton
public final class Doorkeeper {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final Gatekeeper gatekeeper;

    Doorkeeper(Gatekeeper gatekeeper) {
        this.gatekeeper = gatekeeper;
    }

    /// Admits a caller that has a scope. With a ticket this may take half a second. What runs after the `Uni`
    /// may block, if the caller of this method may.
    ///
    /// @param shown the first credential in the places of the dialect
    /// @param realm the kind of tenant that is asked for
    /// @param scope the scope that is needed
    /// @return fails with a [Refusal] when the credential is not valid or lacks the scope
    /// @throws Refusal when there is no credential
    public Uni<Caller> admit(Optional<Credential> shown, Realm realm, Scope scope) {
        CompletableFuture<Admission> admission = gatekeeper.admit(required(shown), realm);
        Uni<Admission> answer = Uni.createFrom().completionStage(admission);
        return (admission.isDone() ? answer : answer.emitOn(RequestContext.blocking()))
                .map(known -> caller(known, scope));
    }

    /// Admits a caller at once, where tickets are not accepted. The parameters are those of [#admit].
    ///
    /// @throws Refusal when there is no credential, it is not valid, or it lacks the scope
    public Caller admitAtOnce(Optional<Credential> shown, Realm realm, Scope scope) {
        return caller(gatekeeper.check(required(shown), realm), scope);
    }

    private static Credential required(Optional<Credential> shown) {
        return shown.orElseThrow(() -> Refusal.of(Kind.NO_CREDENTIAL, "Authentication is required"));
    }

    private static Caller caller(Admission admission, Scope scope) {
        Caller caller = granted(admission);
        LogContext.caller(caller);
        if (!caller.may(scope)) {
            throw Refusal.of(Kind.FORBIDDEN, "The credential lacks the scope " + scope.text());
        }
        return caller;
    }

    private static Caller granted(Admission admission) {
        return switch (admission) {
            case Admission.Granted(Caller caller) -> caller;
            case Admission.Denied(Admission.Reason reason) -> throw refusal(reason);
        };
    }

    /// The refusal for a reason.
    public static Refusal refusal(Admission.Reason reason) {
        return switch (reason) {
            case KEY_UNKNOWN -> Refusal.of(Kind.KEY_INVALID, "The API key is not valid");
            case KEY_REVOKED -> Refusal.of(Kind.KEY_INVALID, "The API key has been revoked");
            case KEY_EXPIRED -> Refusal.of(Kind.KEY_EXPIRED, "The API key has expired");
            case KEY_VOID -> Refusal.of(Kind.KEY_INVALID, "The rights of the API key cannot be held to here");
            case TOKEN_INVALID -> Refusal.of(Kind.TOKEN_INVALID, "The token is not valid");
            case TOKEN_EXPIRED -> Refusal.of(Kind.TOKEN_INVALID, "The token has expired");
            case NO_TENANT -> Refusal.of(Kind.TOKEN_INVALID, "The token names no tenant");
            case TICKET_INVALID -> Refusal.of(Kind.TOKEN_INVALID, "The ticket is not valid");
            case TICKET_EXPIRED -> Refusal.of(Kind.TOKEN_INVALID, "The ticket has expired");
            case TICKET_USED -> Refusal.of(Kind.TOKEN_INVALID, "The ticket has been used");
            case UNAVAILABLE -> Refusal.later(Kind.NOT_READY, "Credentials cannot be checked right now", SOON);
        };
    }
}
