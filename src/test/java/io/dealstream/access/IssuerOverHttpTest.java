package io.dealstream.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dealstream.testing.EmbeddedKafka;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// The service as SmallRye JWT's settings tell it where the issuer's keys are.
@QuarkusTest
@TestProfile(IssuerOverHttpTest.Settings.class)
class IssuerOverHttpTest {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @ConfigProperty(name = "mp.jwt.verify.publickey.location")
    URI location;

    /// Names an issuer of which nothing is there yet.
    public static class Settings implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return Map.of(
                        "mp.jwt.verify.issuer",
                        Tokens.ISSUER,
                        "mp.jwt.verify.publickey.location",
                        "http://127.0.0.1:" + free.getLocalPort() + "/jwks");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(EmbeddedKafka.class));
        }
    }

    @Test
    void followsTheIssuerThroughAbsenceAndRotation() throws IOException {
        Tokens old = new Tokens();
        Tokens next = new Tokens();
        assertThat(ask(old, "old").statusCode()).isEqualTo(503);
        assertThat(ask(old, "old").header("Retry-After")).matches("[1-9][0-9]*");

        // When the issuer comes, its keys do
        try (KeyServer issuer = KeyServer.start(location.getPort()).publish(old.jwk("old"))) {
            await().atMost(A_MINUTE).until(() -> ask(old, "old").statusCode() == 200);

            // When somebody shows tokens that nobody signed, and a key is published meanwhile
            await().atMost(A_MINUTE).until(() -> {
                ask(new Tokens(), "forged");
                return issuer.fetches() == 2;
            });
            issuer.publish(old.jwk("old"), next.jwk("next"));

            // Then its users are put off, never refused, and let in within the minute
            await().atMost(A_MINUTE).until(() -> {
                assertThat(ask(old, "old").statusCode()).isEqualTo(200);
                int status = ask(next, "next").statusCode();
                assertThat(status).isIn(200, 503);
                return status == 200;
            });
            assertThat(issuer.fetches()).isEqualTo(3);
        }

        // When it is away again, nothing changes
        assertThat(ask(next, "next").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesATokenWhoseEndCannotBeTold() {
        String token = new Tokens().sign("{\"alg\":\"RS256\",\"kid\":7}", "{\"exp\":31556889864403200}");

        RestAssured.given()
                .header("Authorization", "Bearer " + token)
                .get("/v1/events/org/poll")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }

    private static Response ask(Tokens issuer, String keyId) {
        String token =
                issuer.sign(Tokens.claims().claim("org_id", "auth0|5f7c").claim("scp", List.of("org:read")), keyId);
        return RestAssured.given().header("Authorization", "Bearer " + token).get("/v1/events/org/poll");
    }
}
