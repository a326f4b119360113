package io.dealstream.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.access.Admission.Denied;
import io.dealstream.access.Admission.Granted;
import io.dealstream.access.Admission.Reason;
import io.dealstream.event.Tenant;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens that the trusted issuer did sign, and that say what no token should.
class WildTokensTest {

    private static final Tokens ISSUER = new Tokens();
    private static final String HEADER = "{\"alg\":\"RS256\",\"kid\":\"key-1\"}";

    private static final List<String> CLAIMS =
            List.of("exp", "nbf", "iat", "iss", "aud", "sub", "upn", "org_id", "scope", "scp", "groups", "jti", "x");

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "-0",
            "1.5",
            "1e9",
            "1e400",
            "-1e400",
            "31556889864403200",
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775808",
            "1" + "0".repeat(400),
            "0." + "1".repeat(400),
            "NaN",
            "\"\"",
            "\" \"",
            "\"now\"",
            "\"4102444800\"",
            "\"a\\r\\nb\\u0000\\u001b[31m\"",
            "\"\\ud800\"",
            "\"\\u2028é\uD83D\uDE00\"",
            "\"" + "x".repeat(9_000) + "\"",
            "[]",
            "[null]",
            "[1,[2,{\"a\":3}]]",
            "[\"deals:read\",7]",
            "[\"deals:read\",[\"org:read\"]]",
            "{}",
            "{\"a\":{\"b\":[]}}",
            "[".repeat(4_000) + "]".repeat(4_000),
            "{\"a\":".repeat(1_500) + "1" + "}".repeat(1_500));

    private final TokenCheck tokens =
            new TokenCheck(ISSUER.parser(), TokenCheckTest.CLAIMS, name -> false, Clock.systemUTC());
    private final Tickets tickets = new Tickets(
            new TicketSigner(new byte[32]),
            TicketClaims.alone(new UsedTickets(1_000_000, Clock.systemUTC())),
            new KeyCheck(new KeyTable(List.of()), name -> false, Clock.systemUTC()),
            name -> false,
            Duration.ofSeconds(30),
            Clock.systemUTC(),
            new Random(1));

    static Stream<String> claims() {
        return CLAIMS.stream();
    }

    @ParameterizedTest
    @MethodSource("claims")
    void areAnsweredWhateverOneClaimIs(String claim) {
        VALUES.forEach(value -> {
            answers(token(HEADER, payload(claim, value)), claim + " = " + start(value));
            String good = payload("x", "1");
            String twice = good.substring(0, good.length() - 1) + ',' + quoted(claim) + ':' + value + '}';
            answers(token(HEADER, twice), claim + " said twice");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"alg", "kid", "typ", "crit", "cty", "b64", "x5t", "jwk", "zip"})
    void areAnsweredWhateverTheirHeaderIs(String member) {
        VALUES.forEach(value -> {
            String more = "{" + quoted(member) + ":" + value + "}";
            answers(token("{\"alg\":\"RS256\"," + more.substring(1), payload("x", "1")), member + start(value));
            answers(token(more, payload("x", "1")), member + " = " + start(value));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "31556889864403199",
                "31556889864403200",
                "9223372036854775",
                "9223372036854775807",
                "9223372036854775808",
                "1e16",
                "1e400",
                "-1e400",
                "-1",
                "-9223372036854775808",
                "true",
                "[]",
                "{}",
                "\"tomorrow\""
            })
    void areVoidWhenTheirEndCannotBeTold(String end) {
        assertThat(tokens.admit(token(HEADER, payload("exp", end)), Realm.ORGANISATION))
                .isIn(new Denied(Reason.TOKEN_INVALID), new Denied(Reason.TOKEN_EXPIRED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "scope", "scp", "groups", "iss", "org_id", "nbf", "iat", "upn"})
    void areVoidWhenAClaimIsNoneOfItsType(String claim) {
        for (String value : List.of("true", "[7]", "[[\"a\"]]", "[{}]")) {
            assertThat(tokens.admit(token(HEADER, payload(claim, value)), Realm.ORGANISATION))
                    .as(claim + " = " + value)
                    .isInstanceOf(Denied.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-1e400", "1e400", "-9223372036854775808"})
    void areVoidWhenTheirBeginningCannotBeTold(String moment) {
        for (String claim : List.of("iat", "nbf")) {
            assertThat(tokens.admit(token(HEADER, payload(claim, moment)), Realm.ORGANISATION))
                    .isEqualTo(new Denied(Reason.TOKEN_INVALID));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\\nb\"", "\"\\u0000\"", "\"\\u007f\"", "\"\\u001b[31m\""})
    void areVoidWhenANameCouldForgeALineOfALog(String name) {
        assertThat(tokens.admit(token(HEADER, payload("sub", name)), Realm.ORGANISATION))
                .isEqualTo(new Denied(Reason.TOKEN_INVALID));
    }

    @Test
    void areVoidWhenTheySaySomethingTwice() {
        String twice = payload("x", "1").replace("}", ",\"org_id\":\"globex\"}");

        assertThat(tokens.admit(token(HEADER, twice), Realm.ORGANISATION)).isEqualTo(new Denied(Reason.TOKEN_INVALID));
    }

    @Test
    void areAnsweredOnTheSmallestStackOfAThread() throws InterruptedException {
        AtomicReference<Admission> answer = new AtomicReference<>();
        String deep = token(HEADER, payload("org_id", "[".repeat(6_000) + "]".repeat(6_000)));

        Thread thread = new Thread(null, () -> answer.set(tokens.admit(deep, Realm.ORGANISATION)), "small", 256 << 10);
        thread.start();
        thread.join();

        assertThat(answer.get()).isInstanceOf(Denied.class);
    }

    @Test
    void areAnsweredWhateverIsMadeOfThemAtRandom() {
        Random random = new Random(20_261_128);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder payload = new StringBuilder(payload("x", "1"));
            payload.setLength(payload.length() - 1);
            for (int more = random.nextInt(4); more >= 0; more--) {
                String claim = CLAIMS.get(random.nextInt(CLAIMS.size()));
                String value = VALUES.get(random.nextInt(VALUES.size() - 2));
                String said = quoted(claim) + ":";
                int at = payload.indexOf(said);
                if (at >= 0 && random.nextInt(8) > 0) {
                    int end = payload.indexOf(",\"", at);
                    payload.replace(at, end < 0 ? payload.length() : end, said + value);
                } else {
                    payload.append(',').append(said).append(value);
                }
            }
            if (random.nextInt(10) > 0) {
                payload.append('}');
            }
            answers(token(HEADER, payload.toString()), "token " + i);
        }
    }

    @Test
    void areTakenWithAnEndThatIsVeryFarAway() {
        BigInteger last = BigInteger.valueOf(Long.MAX_VALUE / 1_000 - 1);

        Admission admission = tokens.admit(token(HEADER, payload("exp", last.toString())), Realm.ORGANISATION);

        assertThat(admission).isInstanceOf(Granted.class);
        answers(token(HEADER, payload("exp", last.toString())), "the last end");
    }

    /// No exception, and whoever gets in gets a ticket as well.
    private void answers(String token, String what) {
        for (Realm realm : Realm.values()) {
            Admission admission = tokens.admit(token, realm);
            if (admission instanceof Granted(Caller caller)) {
                assertThat(Tenant.isValid(caller.tenant().id())).as(what).isTrue();
                assertThat(caller.name()).as(what).doesNotContainPattern("\\p{Cntrl}");
                assertThat(tickets.redeem(
                                        ((TicketAnswer.Issued) tickets.issue(Map.of(realm, caller), Rights.ALL, null))
                                                .ticket(),
                                        realm)
                                .join())
                        .as(what)
                        .isInstanceOf(Granted.class);
            }
        }
    }

    private static String token(String header, String payload) {
        return ISSUER.sign(header, payload);
    }

    private static String start(String value) {
        return value.substring(0, Math.min(40, value.length()));
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }

    /// A good token's claims, but for one.
    private static String payload(String claim, String value) {
        long now = Instant.now().getEpochSecond();
        StringBuilder json = new StringBuilder();
        List<String> good = List.of(
                "iss",
                quoted(Tokens.ISSUER),
                "sub",
                quoted("alice"),
                "org_id",
                quoted("acme"),
                "scope",
                quoted("deals:read"),
                "iat",
                Long.toString(now),
                "exp",
                Long.toString(now + 600));
        for (int i = 0; i < good.size(); i += 2) {
            if (!good.get(i).equals(claim)) {
                json.append(quoted(good.get(i)))
                        .append(':')
                        .append(good.get(i + 1))
                        .append(',');
            }
        }
        return "{" + json + quoted(claim) + ":" + value + "}";
    }
}
