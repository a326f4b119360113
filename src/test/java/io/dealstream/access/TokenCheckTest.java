package io.dealstream.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.access.Admission.Denied;
import io.dealstream.access.Admission.Granted;
import io.dealstream.access.Admission.Reason;
import io.dealstream.event.Tenant;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCheckTest {

    private static final Tokens ISSUER = new Tokens();
    static final TokenSettings CLAIMS = new Settings("org_id", "sub", List.of("scope", "scp"), "rights");

    private final TokenCheck tokens = check(ISSUER.parser());

    private record Settings(String organisationClaim, String userClaim, List<String> scopeClaim, String rightsClaim)
            implements TokenSettings {}

    @Test
    void namesTheOrganisationAndItsScopes() {
        Instant end = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS);
        String token = ISSUER.sign(Tokens.claims()
                .claim("org_id", "acme")
                .claim("scope", "openid deals:read org:read")
                .expiresAt(end));

        assertThat(tokens.admit(token, Realm.ORGANISATION))
                .isEqualTo(new Granted(new Caller(
                        new Tenant("acme"),
                        "alice",
                        Set.of(Scope.DEALS_READ, Scope.ORG_READ),
                        null,
                        end,
                        Rights.ALL,
                        new Origin.User(Tokens.ISSUER, "alice"))));
    }

    @Test
    void takesScopesFromGroupsToo() {
        String token = ISSUER.sign(Tokens.claims()
                .claim("org_id", "acme")
                .claim("scope", "cases:read")
                .groups(Set.of("deals:read", "admin")));

        assertThat(granted(token, Realm.ORGANISATION).scopes())
                .containsExactlyInAnyOrder(Scope.CASES_READ, Scope.DEALS_READ);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope", "scp", "groups"})
    void takesScopesAsATextOrAnArray(String claim) {
        for (Object value : List.of(
                "deals:read org:read",
                List.of("deals:read", "org:read", "moon:read"),
                List.of("openid deals:read org:read"))) {
            String token = ISSUER.sign(Tokens.claims().claim("org_id", "acme").claim(claim, value));

            assertThat(granted(token, Realm.ORGANISATION).scopes())
                    .as(value.toString())
                    .containsExactlyInAnyOrder(Scope.DEALS_READ, Scope.ORG_READ);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth0|5f7c0a2b", "a+b@c.de", "https://sts.example/u/7", "CN=Ann,O=Acme"})
    void takesASubjectAsItsIssuerCallsIt(String subject) {
        String token = ISSUER.sign(Tokens.claims().subject(subject).claim("org_id", subject));

        assertThat(granted(token, Realm.USER).tenant()).isEqualTo(new Tenant(subject));
        assertThat(granted(token, Realm.ORGANISATION).tenant()).isEqualTo(new Tenant(subject));
    }

    @Test
    void theAccountStreamIsTheUsersOwn() {
        Caller caller = granted(ISSUER.sign(Tokens.claims()), Realm.USER);

        assertThat(caller.tenant()).isEqualTo(new Tenant("alice"));
        assertThat(caller.scopes()).containsExactly(Scope.ACCOUNT_READ);
    }

    @Test
    void countsAllTokensOfOnePersonTogether() {
        Caller first = granted(ISSUER.sign(Tokens.claims()), Realm.USER);
        Caller second = granted(ISSUER.sign(Tokens.claims().claim("org_id", "acme")), Realm.ORGANISATION);
        Caller other = granted(ISSUER.sign(Tokens.claims().subject("bob")), Realm.USER);

        assertThat(first.origin()).isEqualTo(second.origin()).isNotEqualTo(other.origin());
    }

    @Test
    void readsTheConfiguredClaims() {
        TokenCheck configured = new TokenCheck(
                ISSUER.parser(),
                new Settings("company", "person", List.of("rights"), "restrictions"),
                name -> false,
                Clock.systemUTC());
        String token = ISSUER.sign(
                Tokens.claims().claim("company", 42).claim("person", "p-1").claim("rights", "deals:read"));

        Caller organisation = ((Granted) configured.admit(token, Realm.ORGANISATION)).caller();
        Caller user = ((Granted) configured.admit(token, Realm.USER)).caller();

        assertThat(organisation.tenant()).isEqualTo(new Tenant("42"));
        assertThat(organisation.scopes()).containsExactly(Scope.DEALS_READ);
        assertThat(user.tenant()).isEqualTo(new Tenant("p-1"));
    }

    static Stream<JwtClaimsBuilder> withoutOrganisation() {
        return Stream.of(
                Tokens.claims(),
                Tokens.claims().claim("org_id", ""),
                Tokens.claims().claim("org_id", "a b"),
                Tokens.claims().claim("org_id", Set.of("acme")),
                Tokens.claims().claim("org_id", true));
    }

    @ParameterizedTest
    @MethodSource("withoutOrganisation")
    void needsATenant(JwtClaimsBuilder claims) {
        denies(ISSUER.sign(claims), Reason.NO_TENANT);
    }

    @Test
    void refusesWhatTheIssuerDidNotSign() {
        JwtClaimsBuilder claims = Tokens.claims().claim("org_id", "acme");
        String good = ISSUER.sign(claims);
        String[] parts = good.split("\\.", -1);
        String unsigned = java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));

        denies(new Tokens().sign(claims), Reason.TOKEN_INVALID);
        denies(parts[0] + '.' + parts[1] + '.', Reason.TOKEN_INVALID);
        denies(unsigned + '.' + parts[1] + '.', Reason.TOKEN_INVALID);
        denies(
                ISSUER.sign(Tokens.claims().claim("org_id", "acme").issuer("https://other.example")),
                Reason.TOKEN_INVALID);
        denies("eyJ.not.a.token", Reason.TOKEN_INVALID);
        denies("", Reason.TOKEN_INVALID);
    }

    @Test
    void refusesAnExpiredToken() {
        Instant now = Instant.now();
        String longAgo = ISSUER.sign(Tokens.claims()
                .claim("org_id", "acme")
                .issuedAt(now.minusSeconds(7_200))
                .expiresAt(now.minusSeconds(3_600)));
        String withinSkew = ISSUER.sign(Tokens.claims()
                .claim("org_id", "acme")
                .issuedAt(now.minusSeconds(60))
                .expiresAt(now.minusSeconds(2)));

        denies(longAgo, Reason.TOKEN_EXPIRED);
        denies(withinSkew, Reason.TOKEN_EXPIRED);
    }

    @Test
    void refusesAllTokensWhereNoKeyIsConfigured() {
        TokenCheck unconfigured = check(TokenParser.with(new JWTAuthContextInfo(), Duration.ZERO, Clock.systemUTC()));

        assertThat(unconfigured.admit(ISSUER.sign(Tokens.claims()), Realm.USER))
                .isEqualTo(new Denied(Reason.TOKEN_INVALID));
    }

    private static TokenCheck check(TokenParser parser) {
        return new TokenCheck(parser, CLAIMS, name -> false, Clock.systemUTC());
    }

    private Caller granted(String token, Realm realm) {
        return ((Granted) tokens.admit(token, realm)).caller();
    }

    private void denies(String token, Reason reason) {
        assertThat(tokens.admit(token, Realm.ORGANISATION)).isEqualTo(new Denied(reason));
    }
}
