package io.dealstream.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Issues and redeems tickets. A ticket is signed, short-lived and valid for one use. When it is used, it never
/// grants more than its origin does then. Thread-safe.
final class Tickets {

    private static final int NONCE_BYTES = 16;

    /// The longest ticket, in characters. A request's first line has at most 8,192 bytes; the rest is for the
    /// path and other parameters.
    private static final int LONGEST = 6_000;

    private final TicketSigner signer;
    private final TicketClaims claims;
    private final KeyCheck keys;
    private final Predicate<String> views;
    private final Duration timeToLive;
    private final InstantSource clock;
    private final RandomGenerator random;

    /// @param views whether a view with that name is known
    /// @param timeToLive how long a ticket may be used where the request does not say
    Tickets(
            TicketSigner signer,
            TicketClaims claims,
            KeyCheck keys,
            Predicate<String> views,
            Duration timeToLive,
            InstantSource clock,
            RandomGenerator random) {
        this.signer = signer;
        this.claims = claims;
        this.keys = keys;
        this.views = views;
        this.timeToLive = timeToLive;
        this.clock = clock;
        this.random = random;
    }

    /// Issues a ticket for what a credential grants, or for less.
    ///
    /// @param callers the caller of the credential in each realm; at least one, all with the same origin
    /// @param asked the rights that are asked for; a member that is null is as the credential has it
    /// @param lifetime how long the ticket may be used; null: the configured time
    /// @throws IllegalArgumentException when there is no caller, or the callers are anonymous
    TicketAnswer issue(Map<Realm, Caller> callers, Rights asked, @Nullable Duration lifetime) {
        Caller any = callers.values().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a ticket for nobody"));
        Instant now = clock.instant();
        Instant expiresAt = now.plus(lifetime == null ? timeToLive : lifetime);
        if (any.expiresAt() != null && any.expiresAt().isBefore(expiresAt)) {
            expiresAt = any.expiresAt();
        }
        Map<Realm, TicketContent.Grant> grants = new EnumMap<>(Realm.class);
        callers.forEach(
                (realm, caller) -> grants.put(realm, new TicketContent.Grant(caller.tenant(), caller.scopes())));
        try {
            TicketContent content = new TicketContent(
                    nonce(), expiresAt, any.origin(), grants, any.rights().narrow(asked), any.expiresAt());
            return issued(signer.sign(content.encode()), Duration.between(now, expiresAt), content.rights());
        } catch (Rights.WiderException e) {
            return new TicketAnswer.Unfit(e.member(), "is more than the credential has");
        }
    }

    private static TicketAnswer issued(String ticket, Duration expiresIn, Rights rights) {
        return ticket.length() > LONGEST
                ? new TicketAnswer.Unfit("rights", "say more than a URL has room for: name fewer")
                : new TicketAnswer.Issued(ticket, expiresIn, rights);
    }

    /// Redeems a ticket. The answer may take as long as that of [TicketClaims], and may come on a thread that
    /// must do no work.
    CompletableFuture<Admission> redeem(String ticket, Realm realm) {
        Optional<TicketContent> read = signer.open(ticket).flatMap(Tickets::read);
        if (read.isEmpty()) {
            return CompletableFuture.completedFuture(new Admission.Denied(Admission.Reason.TICKET_INVALID));
        }
        TicketContent content = read.get();
        return switch (admit(content, realm)) {
            case Admission.Denied denied -> CompletableFuture.completedFuture(denied);
            case Admission.Granted granted ->
                claims.use(content.nonce(), content.expiresAt()).thenApply(use -> switch (use) {
                    case FIRST -> granted;
                    case REPEATED -> new Admission.Denied(Admission.Reason.TICKET_USED);
                    case NO_ROOM -> new Admission.Denied(Admission.Reason.UNAVAILABLE);
                });
        };
    }

    private static Optional<TicketContent> read(byte[] content) {
        try {
            return Optional.of(TicketContent.decode(content));
        } catch (IllegalArgumentException notATicket) {
            return Optional.empty();
        }
    }

    /// The admission of a ticket that was not used before.
    private Admission admit(TicketContent content, Realm realm) {
        TicketContent.Grant grant = content.grants().get(realm);
        if (!clock.instant().isBefore(content.expiresAt())) {
            return new Admission.Denied(Admission.Reason.TICKET_EXPIRED);
        }
        if (grant == null) {
            return new Admission.Denied(Admission.Reason.NO_TENANT);
        }
        if (!content.rights().isSeenBy(views)) {
            return new Admission.Denied(Admission.Reason.TICKET_INVALID);
        }
        return present(content, grant);
    }

    /// What the ticket's origin grants now, but no more than it granted when the ticket was issued.
    private Admission present(TicketContent content, TicketContent.Grant grant) {
        return switch (content.origin()) {
            case Origin.Key(KeyHash hash) -> narrowed(keys.admit(hash), content.rights(), grant);
            case Origin.User user ->
                new Admission.Granted(new Caller(
                        grant.tenant(),
                        user.subject(),
                        grant.scopes(),
                        null,
                        content.grantsEnd(),
                        content.rights(),
                        user));
            case Origin.Anonymous() -> new Admission.Denied(Admission.Reason.TICKET_INVALID);
        };
    }

    /// Narrows the admission to the ticket's rights. If the key now allows less than these, the ticket is
    /// invalid.
    private static Admission narrowed(Admission admission, Rights rights, TicketContent.Grant grant) {
        return switch (admission) {
            case Admission.Denied denied -> denied;
            case Admission.Granted(Caller now)
            when !now.tenant().equals(grant.tenant()) || !rights.isWithin(now.rights()) ->
                new Admission.Denied(Admission.Reason.TICKET_INVALID);
            case Admission.Granted(Caller now) -> {
                Set<Scope> both = EnumSet.noneOf(Scope.class);
                both.addAll(now.scopes());
                both.retainAll(grant.scopes());
                yield new Admission.Granted(new Caller(
                        now.tenant(), now.name(), both, now.maxStreams(), now.expiresAt(), rights, now.origin()));
            }
        };
    }

    private String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
