package io.dealstream.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dealstream.access.Admission.Denied;
import io.dealstream.access.Admission.Granted;
import io.dealstream.access.Admission.Reason;
import io.dealstream.testing.Certificates;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import java.io.File;
import java.io.IOException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The keys of an issuer that publishes them over HTTP.
class IssuerKeysTest {

    private static final Denied INVALID = new Denied(Reason.TOKEN_INVALID);
    private static final Denied UNAVAILABLE = new Denied(Reason.UNAVAILABLE);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Tokens OLD = new Tokens();
    private static final Tokens NEW = new Tokens();

    private KeyServer issuer;

    @BeforeEach
    void start() throws IOException {
        issuer = KeyServer.start();
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void areFetchedBeforeAnyoneAsks() {
        issuer.publish(OLD.jwk("old"));

        TokenCheck tokens = check();

        await().until(() -> issuer.fetches() == 1);
        admits(tokens, OLD, "old");
        assertThat(tokens.admit(NEW.sign(Tokens.claims(), "old"), Realm.USER)).isEqualTo(INVALID);
        assertThat(issuer.fetches()).isEqualTo(1);
    }

    @Test
    void takeANewKeyAsSoonAsItIsUsed() {
        issuer.publish(OLD.jwk("old"));
        TokenCheck tokens = check();
        admits(tokens, OLD, "old");

        issuer.publish(OLD.jwk("old"), NEW.jwk("new"));

        await().atMost(PAUSE.multipliedBy(3)).until(() -> admit(tokens, NEW, "new") instanceof Granted);
        admits(tokens, OLD, "old");
    }

    @Test
    void areNotKeptOutByTokensWithKeysThatNobodyKnows() {
        // Given forged tokens that never stop
        issuer.publish(OLD.jwk("old"));
        TokenCheck tokens = check();
        admits(tokens, OLD, "old");
        Instant begin = Instant.now();
        await().until(() -> {
            admit(tokens, NEW, "forged-" + System.nanoTime());
            return issuer.fetches() == 2;
        });

        // When a key is published just after they have had the keys fetched
        issuer.publish(OLD.jwk("old"), NEW.jwk("new"));
        List<Admission> answers = new ArrayList<>();
        await().atMost(PAUSE.multipliedBy(3)).until(() -> {
            admit(tokens, NEW, "forged-" + System.nanoTime());
            answers.add(admit(tokens, NEW, "new"));
            return answers.getLast() instanceof Granted;
        });

        // Then its users were only put off, and nobody had them fetched more often than may be
        answers.removeLast();
        assertThat(answers).isNotEmpty().containsOnly(UNAVAILABLE);
        long seconds = Duration.between(begin, Instant.now()).toSeconds();
        assertThat(issuer.fetches()).isLessThanOrEqualTo((int) seconds + 2);
    }

    @Test
    void areFetchedOnceForAllUnknownOnesThatComeMeanwhile() {
        issuer.publish(OLD.jwk("old"));
        TokenCheck tokens = check(Duration.ofMinutes(1));
        admits(tokens, OLD, "old");

        for (int i = 0; i < 500; i++) {
            assertThat(admit(tokens, NEW, "forged-" + i)).isIn(INVALID, UNAVAILABLE);
        }

        admits(tokens, OLD, "old");
        assertThat(issuer.fetches()).isEqualTo(1);
    }

    @Test
    void refuseAnUnknownOneForGoodOnceTheIssuerHasBeenAskedForIt() {
        issuer.publish(OLD.jwk("old"));
        TokenCheck tokens = check();
        admits(tokens, OLD, "old");

        await().atMost(PAUSE.multipliedBy(3))
                .until(() -> admit(tokens, NEW, "forged").equals(INVALID));
        assertThat(admit(tokens, NEW, "forged")).isEqualTo(INVALID);
        assertThat(issuer.fetches()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "null", "true", "[]", "{}", "\"\"", "1e400", "\"a\\u0000\\n\"", "LONG"})
    void areNotFoundByANameThatIsNone(String kid) {
        issuer.publish(OLD.jwk("old"));
        TokenCheck tokens = check(Duration.ofMillis(100));
        admits(tokens, OLD, "old");
        String name = kid.equals("LONG") ? '"' + "x".repeat(10_000) + '"' : kid;
        long end = Instant.now().plusSeconds(600).getEpochSecond();
        String payload = "{\"iss\":\"" + Tokens.ISSUER + "\",\"sub\":\"alice\",\"iat\":1,\"exp\":" + end + "}";

        String token = NEW.sign("{\"alg\":\"RS256\",\"kid\":" + name + "}", payload);

        await().until(() -> tokens.admit(token, Realm.USER).equals(INVALID));
    }

    @Test
    void thatAreWithdrawnHoldNoLonger() {
        issuer.publish(OLD.jwk("old")).saysForHowLong("public, max-age=1");
        TokenCheck tokens = check();
        admits(tokens, OLD, "old");

        issuer.publish(NEW.jwk("new"));

        await().atMost(Duration.ofSeconds(5))
                .until(() -> admit(tokens, OLD, "old").equals(INVALID));
        admits(tokens, NEW, "new");
    }

    @Test
    void areFetchedAnewWhenTheSettingsSaySo() {
        issuer.publish(OLD.jwk("old"));
        JWTAuthContextInfo settings = settings();
        settings.setJwksRefreshInterval(0);
        TokenCheck tokens = check(settings, PAUSE);

        await().atMost(PAUSE.multipliedBy(4)).until(() -> {
            admits(tokens, OLD, "old");
            return issuer.fetches() == 3;
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"keys\":[]}",
                "{\"keys\":[{\"kty\":\"none\"}]}",
                "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"old\",\"n\":\"AQAB\"}]}",
                "{\"keys\":{}}",
                "{\"keys\":null}",
                "{}",
                "[]",
                "null",
                "",
                "<html>Bad gateway</html>",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
                "-----BEGIN PUBLIC KEY-----\n\n-----END PUBLIC KEY-----",
                "{\"keys\":[",
            })
    void stayWhenTheIssuerTalksNonsense(String nonsense) {
        issuer.publish(OLD.jwk("old")).saysForHowLong("max-age=1");
        TokenCheck tokens = check(Duration.ofMillis(200));
        admits(tokens, OLD, "old");

        issuer.answers(nonsense);

        await().until(() -> {
            assertThat(admit(tokens, OLD, "old")).isInstanceOf(Granted.class);
            return issuer.fetches() >= 3;
        });
        admits(tokens, OLD, "old");
        assertThat(admit(tokens, NEW, "new")).isEqualTo(UNAVAILABLE);
    }

    @Test
    void stayWhenTheIssuerIsAwayOrBroken() {
        issuer.publish(OLD.jwk("old")).saysForHowLong("max-age=1");
        TokenCheck tokens = check(Duration.ofMillis(200));
        admits(tokens, OLD, "old");

        issuer.fails(503);
        await().until(() -> {
            assertThat(admit(tokens, OLD, "old")).isInstanceOf(Granted.class);
            return issuer.fetches() >= 3;
        });
        issuer.close();

        await().during(Duration.ofSeconds(1)).until(() -> admit(tokens, OLD, "old") instanceof Granted);
        assertThat(admit(tokens, NEW, "new")).isEqualTo(UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{\"keys\":[]}"})
    void comeWhenTheIssuerIsWellAfterABadStart(String nonsense) {
        issuer.answers(nonsense);
        TokenCheck tokens = check(Duration.ofMillis(200));
        await().until(() -> issuer.fetches() == 1);
        assertThat(admit(tokens, OLD, "old")).isEqualTo(UNAVAILABLE);

        issuer.publish(OLD.jwk("old"));

        await().atMost(Duration.ofSeconds(2)).until(() -> admit(tokens, OLD, "old") instanceof Granted);
    }

    @Test
    void holdNobodyUpWhileTheIssuerHangs() throws Exception {
        // Given
        issuer.publish(OLD.jwk("old")).saysForHowLong("max-age=1");
        TokenCheck tokens = check(Duration.ofMillis(100));
        admits(tokens, OLD, "old");
        issuer.hangs();
        await().until(() -> {
            assertThat(admit(tokens, OLD, "old")).isInstanceOf(Granted.class);
            return issuer.fetches() == 2;
        });

        try (ExecutorService workers = Executors.newFixedThreadPool(30)) {
            // When thirty workers are given tokens that nobody knows, again and again
            Callable<Integer> forging = () -> {
                int answered = 0;
                Instant end = Instant.now().plusSeconds(4);
                while (Instant.now().isBefore(end)) {
                    assertThat(admit(tokens, NEW, "forged")).isEqualTo(UNAVAILABLE);
                    answered++;
                }
                return answered;
            };
            List<Future<Integer>> forgers = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                forgers.add(workers.submit(forging));
            }

            // Then known keys are found at once, and few wait for the others
            Instant end = Instant.now().plusSeconds(4);
            Duration longest = Duration.ZERO;
            String good = OLD.sign(Tokens.claims(), "old");
            while (Instant.now().isBefore(end)) {
                Instant before = Instant.now();
                assertThat(tokens.admit(good, Realm.USER)).isInstanceOf(Granted.class);
                Duration took = Duration.between(before, Instant.now());
                longest = took.compareTo(longest) > 0 ? took : longest;
            }
            assertThat(longest).isLessThan(Duration.ofSeconds(1));
            for (Future<Integer> forger : forgers) {
                assertThat(forger.get()).isGreaterThan(1);
            }
            assertThat(issuer.fetches()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void areFoundAgainAfterTheIssuerHung() {
        issuer.publish(OLD.jwk("old")).hangs();
        TokenCheck tokens = check(Duration.ofMillis(100));
        await().until(() -> issuer.fetches() == 1);
        Instant before = Instant.now();
        assertThat(admit(tokens, OLD, "old")).isEqualTo(UNAVAILABLE);
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(3));

        issuer.publish(OLD.jwk("old"));

        await().atMost(Duration.ofSeconds(10)).until(() -> admit(tokens, OLD, "old") instanceof Granted);
    }

    @Test
    void withoutANameAreFetchedOften() {
        issuer.publish(OLD.jwk(null)).saysForHowLong("max-age=86400");
        TokenCheck tokens = check();
        admits(tokens, OLD, "any");

        issuer.publish(NEW.jwk(null));

        await().atMost(PAUSE.multipliedBy(4)).until(() -> {
            admit(tokens, OLD, "any");
            return admit(tokens, NEW, "any") instanceof Granted;
        });
    }

    @Test
    void mayBeOneKeyInPem() {
        String base64 = Base64.getMimeEncoder().encodeToString(OLD.publicKey().getEncoded());
        issuer.answers("-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");

        admits(check(), OLD, "any");
    }

    @Test
    void mayBeOneJwk() {
        issuer.answers(OLD.jwk("old"));

        admits(check(), OLD, "old");
    }

    @Test
    void areFetchedOverTlsFromWhomTheSettingsTrust() throws Exception {
        KeyStore keys = KeyStore.getInstance(
                new File(Certificates.made("issuer").serverKeys()), Certificates.PASSWORD.toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, Certificates.PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        byte[] certificate = keys.getCertificate(keys.aliases().nextElement()).getEncoded();
        try (KeyServer secure = KeyServer.start(context).publish(OLD.jwk("old"))) {
            JWTAuthContextInfo trusting = new JWTAuthContextInfo(secure.location(), Tokens.ISSUER);
            trusting.setTlsCertificate("-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder().encodeToString(certificate) + "\n-----END CERTIFICATE-----\n");
            JWTAuthContextInfo distrusting = new JWTAuthContextInfo(secure.location(), Tokens.ISSUER);

            admits(check(trusting, PAUSE), OLD, "old");
            assertThat(admit(check(distrusting, PAUSE), OLD, "old")).isEqualTo(UNAVAILABLE);
        }
    }

    @Test
    void areOutOfReachWhereNobodyListens() {
        JWTAuthContextInfo settings = new JWTAuthContextInfo("http://127.0.0.1:1/jwks", Tokens.ISSUER);

        assertThat(admit(check(settings, PAUSE), OLD, "old")).isEqualTo(UNAVAILABLE);
    }

    private static void admits(TokenCheck tokens, Tokens issuer, String keyId) {
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(admit(tokens, issuer, keyId)).isInstanceOf(Granted.class));
    }

    private static Admission admit(TokenCheck tokens, Tokens issuer, String keyId) {
        return tokens.admit(issuer.sign(Tokens.claims(), keyId), Realm.USER);
    }

    private JWTAuthContextInfo settings() {
        return new JWTAuthContextInfo(issuer.location(), Tokens.ISSUER);
    }

    private TokenCheck check() {
        return check(PAUSE);
    }

    private TokenCheck check(Duration pause) {
        return check(settings(), pause);
    }

    private static TokenCheck check(JWTAuthContextInfo settings, Duration pause) {
        TokenParser parser = TokenParser.with(settings, pause, Clock.systemUTC());
        return new TokenCheck(parser, TokenCheckTest.CLAIMS, name -> false, Clock.systemUTC());
    }
}
