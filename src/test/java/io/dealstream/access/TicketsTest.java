package io.dealstream.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealstream.access.Admission.Denied;
import io.dealstream.access.Admission.Granted;
import io.dealstream.access.Admission.Reason;
import io.dealstream.event.Tenant;
import io.dealstream.tasks.Faults;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketsTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final KeyRecord KEY = Keys.allowing(Keys.active("key", Scope.DEALS_READ, Scope.ORG_READ), 7);

    private final TestClock clock = new TestClock("2026-01-01T00:00:00Z");
    private final KeyTable keys = new KeyTable(List.of());
    private final Tickets tickets = tickets(SECRET, 100);
    private final Caller alice = user(clock.instant().plusSeconds(3_600));

    TicketsTest() {
        keys.replace(Map.of(KEY.hash(), KEY));
    }

    @Test
    void isWorthWhatItsCredentialIs() {
        Caller org = KEY.caller();
        Caller user = new Caller(
                new Tenant("alice"),
                "alice",
                Set.of(Scope.ACCOUNT_READ),
                null,
                alice.expiresAt(),
                Rights.ALL,
                alice.origin());
        Map<Realm, Caller> both = Map.of(Realm.ORGANISATION, alice, Realm.USER, user);

        assertThat(redeem(issue(org), Realm.ORGANISATION)).isEqualTo(new Granted(org));
        assertThat(redeem(issue(both).ticket(), Realm.ORGANISATION)).isEqualTo(new Granted(alice));
        assertThat(redeem(issue(both).ticket(), Realm.USER)).isEqualTo(new Granted(user));
    }

    @Test
    void canStandInAUrl() {
        assertThat(issue(alice)).matches("[A-Za-z0-9_.-]+").hasSizeLessThan(512);
    }

    @Test
    void servesOnce() {
        String ticket = issue(alice);
        redeem(ticket, Realm.ORGANISATION);

        assertThat(redeem(ticket, Realm.ORGANISATION)).isEqualTo(new Denied(Reason.TICKET_USED));
    }

    @Test
    void isTakenByEveryReplicaWithTheSameSecret() {
        assertThat(tickets(SECRET, 100).redeem(issue(alice), Realm.ORGANISATION).join())
                .isInstanceOf(Granted.class);
        assertThat(tickets(SECRET + "!", 100)
                        .redeem(issue(alice), Realm.ORGANISATION)
                        .join())
                .isEqualTo(new Denied(Reason.TICKET_INVALID));
    }

    @Test
    void isRefusedWithAnyCharacterChanged() {
        String ticket = issue(alice);
        List<String> altered = new ArrayList<>(List.of("", ".", "a.b", ticket + "A", "A" + ticket, ticket + "."));
        for (int i = 0; i < ticket.length() - 1; i++) {
            char other = ticket.charAt(i) == 'A' ? 'B' : 'A';
            altered.add(ticket.substring(0, i) + other + ticket.substring(i + 1));
        }

        assertThat(altered)
                .allSatisfy(text ->
                        assertThat(redeem(text, Realm.ORGANISATION)).isEqualTo(new Denied(Reason.TICKET_INVALID)));
    }

    @Test
    void cannotBeRewritten() {
        String[] parts = issue(alice).split("\\.", -1);
        String content = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
        String forged = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(content.replace("acme", "globex").getBytes(StandardCharsets.UTF_8));

        assertThat(content).contains("acme");
        assertThat(redeem(forged + '.' + parts[1], Realm.ORGANISATION)).isEqualTo(new Denied(Reason.TICKET_INVALID));
    }

    @Test
    void lastsThirtySeconds() {
        TicketAnswer.Issued issued = issue(Map.of(Realm.ORGANISATION, alice));
        assertThat(issued.expiresIn()).isEqualTo(Duration.ofSeconds(30));

        clock.advance(Duration.ofSeconds(30));

        assertThat(redeem(issued.ticket(), Realm.ORGANISATION)).isEqualTo(new Denied(Reason.TICKET_EXPIRED));
    }

    @Test
    void doesNotOutliveItsCredential() {
        Caller soonOver = user(clock.instant().plusSeconds(5));

        TicketAnswer.Issued issued = issue(Map.of(Realm.ORGANISATION, soonOver));

        assertThat(issued.expiresIn()).isEqualTo(Duration.ofSeconds(5));
        assertThat(redeem(issued.ticket(), Realm.ORGANISATION)).isEqualTo(new Granted(soonOver));
    }

    @Test
    void diesWithItsKey() {
        String revoked = issue(KEY.caller());
        keys.change(KEY.hash(), KEY.revoked());
        assertThat(redeem(revoked, Realm.ORGANISATION)).isEqualTo(new Denied(Reason.KEY_REVOKED));

        keys.change(KEY.hash(), null);
        assertThat(redeem(revoked, Realm.ORGANISATION)).isEqualTo(new Denied(Reason.KEY_UNKNOWN));
    }

    @Test
    void grantsNoMoreThanItsKeyDoesNowNorThanItDidThen() {
        String ticket = issue(KEY.caller());

        keys.change(KEY.hash(), Keys.scoped(KEY, Scope.DEALS_READ, Scope.FILES_READ));

        Caller now = ((Granted) redeem(ticket, Realm.ORGANISATION)).caller();
        assertThat(now.scopes()).containsExactly(Scope.DEALS_READ);
    }

    @Test
    void isVoidWhenItsKeyWentToAnotherTenant() {
        String ticket = issue(KEY.caller());

        keys.change(KEY.hash(), Keys.of(KEY, "globex"));

        assertThat(redeem(ticket, Realm.ORGANISATION)).isEqualTo(new Denied(Reason.TICKET_INVALID));
    }

    @Test
    void streamsOpenedWithItCountForItsCredentialAndEndWithIt() {
        Caller caller = ((Granted) redeem(issue(KEY.caller()), Realm.ORGANISATION)).caller();
        List<LeaseEnd> ends = new ArrayList<>();
        new Leases(keys, clock, Runnable::run, Faults.uncounted()).open(caller, Scope.DEALS_READ, ends::add);

        keys.change(KEY.hash(), KEY.revoked());

        assertThat(caller.origin()).isEqualTo(KEY.caller().origin());
        assertThat(caller.maxStreams()).isEqualTo(7);
        assertThat(ends).containsExactly(LeaseEnd.REVOKED);
    }

    @Test
    void isNotUsedUpWhereItNamesNoTenant() {
        String ticket = issue(alice);

        assertThat(redeem(ticket, Realm.USER)).isEqualTo(new Denied(Reason.NO_TENANT));
        assertThat(redeem(ticket, Realm.ORGANISATION)).isInstanceOf(Granted.class);
    }

    @Test
    void isPutOffWhileTooManyAreInUse() {
        Tickets crowded = tickets(SECRET, 1);
        crowded.redeem(issue(alice), Realm.ORGANISATION).join();
        String second = issue(alice);

        assertThat(crowded.redeem(second, Realm.ORGANISATION).join()).isEqualTo(new Denied(Reason.UNAVAILABLE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"key\":7}",
                "{\"expires\":9223372036854775807,\"ORGANISATION\":{}}",
                "{\"expires\":9223372036854775807,\"ORGANISATION\":{\"tenant\":\"a b\"}}",
                "{\"expires\":\"soon\",\"USER\":{\"tenant\":[]}}",
                "{\"expires\":1e400,\"ends\":-1e400}",
                "not JSON"
            })
    void isVoidWhateverElseWasSealedWithTheSameSecret(String content) {
        String sealed = new TicketSigner(SECRET.getBytes(StandardCharsets.UTF_8))
                .sign(content.getBytes(StandardCharsets.UTF_8));

        for (Realm realm : Realm.values()) {
            assertThat(redeem(sealed, realm)).isInstanceOf(Denied.class);
        }
    }

    @Test
    void isGivenForACredentialThatEndsLaterThanCanBeTold() {
        Caller nearlyForEver = user(Instant.MAX);

        String ticket = issue(nearlyForEver);

        assertThat(((Granted) redeem(ticket, Realm.ORGANISATION)).caller().expiresAt())
                .isEqualTo(Instant.ofEpochMilli(Long.MAX_VALUE));
    }

    @Test
    void isNotForNobody() {
        assertThatThrownBy(() -> tickets.issue(Map.of(), Rights.ALL, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> issue(Caller.anonymous(new Tenant("acme"), Set.of(Scope.FILES_READ))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void needsALongSecret() {
        assertThatThrownBy(() -> tickets("short", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dealstream.tickets.secret")
                .hasMessageNotContaining("short");
    }

    private Admission redeem(String ticket, Realm realm) {
        return tickets.redeem(ticket, realm).join();
    }

    private String issue(Caller caller) {
        return issue(Map.of(Realm.ORGANISATION, caller)).ticket();
    }

    private TicketAnswer.Issued issue(Map<Realm, Caller> callers) {
        return (TicketAnswer.Issued) tickets.issue(callers, Rights.ALL, null);
    }

    private Tickets tickets(String secret, int maxUsed) {
        return new Tickets(
                new TicketSigner(secret.getBytes(StandardCharsets.UTF_8)),
                TicketClaims.alone(new UsedTickets(maxUsed, clock)),
                new KeyCheck(keys, name -> false, clock),
                name -> false,
                Duration.ofSeconds(30),
                clock,
                new Random(1));
    }

    private static Caller user(Instant expiresAt) {
        return new Caller(
                new Tenant("acme"),
                "alice",
                Set.of(Scope.DEALS_READ),
                null,
                expiresAt,
                Rights.ALL,
                new Origin.User("https://issuer.example", "alice"));
    }
}
