package io.dealstream.access;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Tells from a credential who is asking. Thread-safe.
public final class Gatekeeper {

    private final KeyCheck keys;
    private final TokenCheck tokens;
    private final Tickets tickets;
    private final Predicate<String> views;

    /// @param views whether a view of a name is known
    Gatekeeper(KeyCheck keys, TokenCheck tokens, Tickets tickets, Predicate<String> views) {
        this.keys = keys;
        this.tokens = tokens;
        this.tickets = tickets;
        this.views = views;
    }

    /// Checks a credential. A ticket is used up by it: whether that is the first use may be known half a second later
    /// only, on a thread on which no work must be done. All else is known at once.
    ///
    /// @param realm whose data is asked for
    public CompletableFuture<Admission> admit(Credential credential, Realm realm) {
        return credential instanceof Credential.Ticket(String ticket)
                ? tickets.redeem(ticket, realm)
                : CompletableFuture.completedFuture(check(credential, realm));
    }

    /// Checks a credential where no ticket is taken: to this, all are invalid.
    ///
    /// @param realm whose data is asked for
    public Admission check(Credential credential, Realm realm) {
        return switch (credential) {
            case Credential.ApiKey(String secret) -> keys.admit(KeyHash.of(secret));
            case Credential.Token(String jwt) -> tokens.admit(jwt, realm);
            case Credential.KeyOrToken(String value) ->
                TokenCheck.looksLikeToken(value) ? tokens.admit(value, realm) : keys.admit(KeyHash.of(value));
            case Credential.Ticket _ -> new Admission.Denied(Admission.Reason.TICKET_INVALID);
        };
    }

    /// Issues a ticket with the rights that a credential has now, or with less, in each realm in which it names a
    /// tenant. May wait where [#check] may. A ticket buys no other ticket.
    ///
    /// @param asked how much less; what it leaves out is as the credential has it
    /// @param lifetime how long it may be used; null: as is usual
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
