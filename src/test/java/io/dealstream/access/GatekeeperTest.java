package io.dealstream.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.access.Admission.Denied;
import io.dealstream.access.Admission.Granted;
import io.dealstream.access.Admission.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GatekeeperTest {

    private static final String SECRET = "sk_live_abc123";
    private static final KeyRecord KEY = Keys.active(SECRET, Scope.DEALS_READ);

    private final TestClock clock = new TestClock("2026-01-01T00:00:00Z");
    private final KeyTable keys = new KeyTable(List.of());
    private final Tokens issuer = new Tokens();
    private final Gatekeeper gatekeeper = gatekeeper();

    private record Claims(String organisationClaim, String userClaim, List<String> scopeClaim, String rightsClaim)
            implements TokenSettings {}

    @Test
    void admitsAKeyWhereverItMayStand() {
        keys.change(KEY.hash(), KEY);

        assertThat(gatekeeper.check(new Credential.ApiKey(SECRET), Realm.ORGANISATION))
                .isEqualTo(new Granted(KEY.caller()));
        assertThat(gatekeeper.check(new Credential.KeyOrToken(SECRET), Realm.USER))
                .isEqualTo(new Granted(KEY.caller()));
    }

    @Test
    void admitsATokenWhereverItMayStand() {
        String token = issuer.sign(Tokens.claims());

        assertThat(gatekeeper.check(new Credential.Token(token), Realm.USER)).isInstanceOf(Granted.class);
        assertThat(gatekeeper.check(new Credential.KeyOrToken(token), Realm.USER))
                .isInstanceOf(Granted.class);
    }

    @Test
    void takesAKeyForAKeyAndATokenForAToken() {
        keys.replace(Map.of(KEY.hash(), KEY));
        String token = issuer.sign(Tokens.claims());

        assertThat(gatekeeper.check(new Credential.Token(SECRET), Realm.USER))
                .isEqualTo(new Denied(Reason.TOKEN_INVALID));
        assertThat(gatekeeper.check(new Credential.ApiKey(token), Realm.USER))
                .isEqualTo(new Denied(Reason.KEY_UNKNOWN));
    }

    @Test
    void tellsAnUnknownKeyFromOneThatHasNotBeenReadYet() {
        assertThat(admit()).isEqualTo(new Denied(Reason.UNAVAILABLE));

        keys.replace(Map.of());

        assertThat(admit()).isEqualTo(new Denied(Reason.KEY_UNKNOWN));
    }

    @Test
    void refusesARevokedAndAnExpiredKey() {
        keys.change(KEY.hash(), KEY.revoked());
        assertThat(admit()).isEqualTo(new Denied(Reason.KEY_REVOKED));

        keys.change(KEY.hash(), Keys.expiring(KEY, clock.instant().plusSeconds(1)));
        assertThat(admit()).isInstanceOf(Granted.class);

        clock.advance(Duration.ofSeconds(1));
        assertThat(admit()).isEqualTo(new Denied(Reason.KEY_EXPIRED));
    }

    @Test
    void issuesATicketForEachRealmInWhichTheCredentialNamesATenant() {
        String token = issuer.sign(Tokens.claims().claim("org_id", "acme").claim("scope", "org:read"));
        String userOnly = issuer.sign(Tokens.claims());

        assertThat(redeem(ticket(new Credential.Token(token)), Realm.ORGANISATION))
                .isEqualTo(gatekeeper.check(new Credential.Token(token), Realm.ORGANISATION));
        assertThat(redeem(ticket(new Credential.Token(token)), Realm.USER))
                .isEqualTo(gatekeeper.check(new Credential.Token(token), Realm.USER));
        assertThat(redeem(ticket(new Credential.Token(userOnly)), Realm.ORGANISATION))
                .isEqualTo(new Denied(Reason.NO_TENANT));
    }

    @Test
    void issuesNoTicketForABadCredentialNorForATicket() {
        keys.replace(Map.of(KEY.hash(), KEY));
        String ticket = ticket(new Credential.ApiKey(SECRET));

        assertThat(gatekeeper.issueTicket(new Credential.ApiKey("other"), Rights.ALL, null))
                .isEqualTo(new TicketAnswer.Denied(Reason.KEY_UNKNOWN));
        assertThat(gatekeeper.issueTicket(new Credential.KeyOrToken("eyJ.a.b"), Rights.ALL, null))
                .isEqualTo(new TicketAnswer.Denied(Reason.TOKEN_INVALID));
        assertThat(gatekeeper.issueTicket(new Credential.Ticket(ticket), Rights.ALL, null))
                .isEqualTo(new TicketAnswer.Denied(Reason.TICKET_INVALID));
        assertThat(redeem(ticket, Realm.ORGANISATION)).isInstanceOf(Granted.class);
    }

    private Admission admit() {
        return gatekeeper.check(new Credential.ApiKey(SECRET), Realm.ORGANISATION);
    }

    private String ticket(Credential credential) {
        return ((TicketAnswer.Issued) gatekeeper.issueTicket(credential, Rights.ALL, null)).ticket();
    }

    private Admission redeem(String ticket, Realm realm) {
        return gatekeeper.admit(new Credential.Ticket(ticket), realm).join();
    }

    private Gatekeeper gatekeeper() {
        KeyCheck keyCheck = new KeyCheck(keys, name -> false, clock);
        return new Gatekeeper(
                keyCheck,
                new TokenCheck(
                        issuer.parser(),
                        new Claims("org_id", "sub", List.of("scope", "scp"), "rights"),
                        name -> false,
                        Clock.systemUTC()),
                new Tickets(
                        new TicketSigner("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8)),
                        TicketClaims.alone(new UsedTickets(100, clock)),
                        keyCheck,
                        name -> false,
                        Duration.ofSeconds(30),
                        clock,
                        new Random(1)),
                name -> false);
    }
}
