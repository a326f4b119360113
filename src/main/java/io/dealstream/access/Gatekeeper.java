package io.dealstream.access;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Checks credentials and issues tickets. Thread-safe. Source: streams.md, "Access".
public final class Gatekeeper {

    private final KeyCheck keys;
    private final TokenCheck tokens;
    private final Tickets tickets;
    private final Predicate<String> views;

    /// @param views whether a view with that name is known
    Gatekeeper(KeyCheck keys, TokenCheck tokens, Tickets tickets, Predicate<String> views) {
        this.keys = keys;
        this.tokens = tokens;
        this.tickets = tickets;
        this.views = views;
    }

    /// Checks a credential. A ticket is used up by the check. Whether that was its first use may be known only
    /// half a second later, on a thread that must do no work. All other answers are known at once. The method
    /// may wait some seconds for an issuer's keys.
    ///
    /// @param realm the kind of tenant that is asked for
    public CompletableFuture<Admission> admit(Credential credential, Realm realm) {
        return credential instanceof Credential.Ticket(String ticket)
                ? tickets.redeem(ticket, realm)
                : CompletableFuture.completedFuture(check(credential, realm));
    }

    /// Checks a credential where tickets are not accepted: here every ticket is invalid. The method may wait
    /// some seconds for an issuer's keys.
    ///
    /// @param realm the kind of tenant that is asked for
    public Admission check(Credential credential, Realm realm) {
        return switch (credential) {
            case Credential.ApiKey(String secret) -> keys.admit(KeyHash.of(secret));
            case Credential.Token(String jwt) -> tokens.admit(jwt, realm);
            case Credential.KeyOrToken(String value) ->
                TokenCheck.looksLikeToken(value) ? tokens.admit(value, realm) : keys.admit(KeyHash.of(value));
            case Credential.Ticket _ -> new Admission.Denied(Admission.Reason.TICKET_INVALID);
        };
    }

    /// Issues a ticket with the present rights of a credential, or with less, for each realm in which the
    /// credential names a tenant. May wait as [#check] may. A ticket cannot be used to get another one.
    ///
    /// @param asked the rights that are asked for; a member that is null is as the credential has it
    /// @param lifetime how long the ticket may be used; null: the configured time
    public TicketAnswer issueTicket(Credential credential, Rights asked, @Nullable Duration lifetime) {
        Map<Realm, Caller> callers = new EnumMap<>(Realm.class);
        Admission.Reason reason = Admission.Reason.NO_TENANT;
        for (Realm realm : Realm.values()) {
            switch (check(credential, realm)) {
                case Admission.Granted(Caller caller) -> callers.put(realm, caller);
                case Admission.Denied(Admission.Reason denial) -> reason = denial;
            }
        }
        if (callers.isEmpty()) {
            return new TicketAnswer.Denied(reason);
        }
        return asked.isSeenBy(views)
                ? tickets.issue(callers, asked, lifetime)
                : new TicketAnswer.Unfit("view", "is not a view that there is");
    }
}
