package io.dealstream.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Gives out tickets and takes them back: signed, short-lived, good for one use, and never worth more than the
/// credential that asked for them, at the time of use. Thread-safe.
///
/// A second use is refused by the replica that saw the first; another one can only tell by the ticket's age.
final class Tickets {

    private static final int NONCE_BYTES = 16;

    private final TicketSigner signer;
    private final UsedTickets used;
    private final KeyCheck keys;
    private final Duration timeToLive;
    private final Clock clock;
    private final RandomGenerator random;

    Tickets(
            TicketSigner signer,
            UsedTickets used,
            KeyCheck keys,
            Duration timeToLive,
            Clock clock,
            RandomGenerator random) {
        this.signer = signer;
        this.used = used;
        this.keys = keys;
        this.timeToLive = timeToLive;
        this.clock = clock;
        this.random = random;
    }

    /// How many used ones are remembered.
    int used() {
        return used.size();
    }

    /// Issues a ticket with the rights of one credential.
    ///
    /// @param callers who that credential makes the caller in each realm; at least one, all of one origin
    /// @throws IllegalArgumentException when there is none, or they are anonymous
    TicketAnswer.Issued issue(Map<Realm, Caller> callers) {
        Caller any = callers.values().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a ticket for nobody"));
        Instant now = clock.instant();
        Instant expiresAt = now.plus(timeToLive);
        if (any.expiresAt() != null && any.expiresAt().isBefore(expiresAt)) {
            expiresAt = any.expiresAt();
        }
        Map<Realm, TicketContent.Right> rights = new EnumMap<>(Realm.class);
        callers.forEach(
                (realm, caller) -> rights.put(realm, new TicketContent.Right(caller.tenant(), caller.scopes())));
        TicketContent content = new TicketContent(nonce(), expiresAt, any.origin(), rights, any.expiresAt());
        return new TicketAnswer.Issued(signer.sign(content.encode()), Duration.between(now, expiresAt));
    }

    Admission redeem(String ticket, Realm realm) {
        Optional<byte[]> content = signer.open(ticket);
        if (content.isEmpty()) {
            return new Admission.Denied(Admission.Reason.TICKET_INVALID);
        }
        try {
            return redeem(TicketContent.decode(content.get()), realm);
        } catch (IllegalArgumentException notATicket) {
            return new Admission.Denied(Admission.Reason.TICKET_INVALID);
        }
    }

    private Admission redeem(TicketContent content, Realm realm) {
        TicketContent.Right right = content.rights().get(realm);
        if (!clock.instant().isBefore(content.expiresAt())) {
            return new Admission.Denied(Admission.Reason.TICKET_EXPIRED);
        }
        if (right == null) {
            return new Admission.Denied(Admission.Reason.NO_TENANT);
        }
        Admission admission = present(content, right);
        if (admission instanceof Admission.Denied) {
            return admission;
        }
        return switch (used.use(content.nonce(), content.expiresAt())) {
            case FIRST -> admission;
            case REPEATED -> new Admission.Denied(Admission.Reason.TICKET_USED);
            case NO_ROOM -> new Admission.Denied(Admission.Reason.UNAVAILABLE);
        };
    }

    /// What the ticket's origin grants now, and no more than it granted when the ticket was issued.
    private Admission present(TicketContent content, TicketContent.Right right) {
        return switch (content.origin()) {
            case Origin.Key(KeyHash hash) -> narrowed(keys.admit(hash), right);
            case Origin.User user ->
                new Admission.Granted(
                        new Caller(right.tenant(), user.subject(), right.scopes(), null, content.rightsEnd(), user));
            case Origin.Anonymous() -> new Admission.Denied(Admission.Reason.TICKET_INVALID);
        };
    }

    private static Admission narrowed(Admission admission, TicketContent.Right right) {
        return switch (admission) {
            case Admission.Denied denied -> denied;
            case Admission.Granted(Caller now)
            when !now.tenant().equals(right.tenant()) -> new Admission.Denied(Admission.Reason.TICKET_INVALID);
            case Admission.Granted(Caller now) -> {
                Set<Scope> both = EnumSet.noneOf(Scope.class);
                both.addAll(now.scopes());
                both.retainAll(right.scopes());
                yield new Admission.Granted(
                        new Caller(now.tenant(), now.name(), both, now.maxStreams(), now.expiresAt(), now.origin()));
            }
        };
    }

    private String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
