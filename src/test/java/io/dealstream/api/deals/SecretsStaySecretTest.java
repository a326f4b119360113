package io.dealstream.api.deals;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.Issuer;
import io.dealstream.api.LogCapture;
import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Answer;
import io.dealstream.testing.ApiKey;
import io.dealstream.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// No credential is ever written to a log: every kind is used, rightly and wrongly, while everything that is logged at
/// debug level is listened to, the access log included.
@QuarkusTest
@TestProfile(ShortTimes.class)
class SecretsStaySecretTest extends ServiceTest {

    private static final String STREAM = "/v1/events/deals/7";

    @Test
    void whateverCredentialsAreUsedForTheyAreNotLogged() {
        List<String> secrets = new ArrayList<>();
        List<String> lines;
        try (LogCapture log = LogCapture.ofEverything()) {
            ApiKey key = org.anotherKey();
            Issuer issuer = Issuer.trusted();
            String token = issuer.token(org.tenant(), "deals:read org:read", Duration.ofMinutes(5));
            String expired = issuer.token(org.tenant(), "deals:read", Duration.ofMinutes(-5));
            String forged = Issuer.impostor().token(org.tenant(), "deals:read", Duration.ofMinutes(5));
            String unknown = "sk_live_" + UUID.randomUUID();
            for (String secret : List.of(key.secret(), unknown, token, expired, forged)) {
                useEverywhere(secret, secrets);
            }
            org.write(key.revoked().toRecord());
            Awaitility.await()
                    .until(() -> service.get(STREAM + "/poll", "X-API-Key", key.secret())
                                    .status()
                            == 401);
            useEverywhere(key.secret(), secrets);
            service.get("/v1/nothing?token=" + key.secret(), "X-Request-ID", "the-last-one");
            log.awaitLine("the-last-one");
            lines = log.lines();
        }

        // the access log was there, and tells of streams by their path
        assertThat(lines).anyMatch(line -> line.contains("GET " + STREAM) && line.contains(" 401 "));
        // five credentials, one of them once more after its end, and tickets for the two that were good
        assertThat(secrets).hasSize(8);
        for (String secret : secrets) {
            for (String part : secret.split("\\.", -1)) {
                assertThat(lines).noneMatch(line -> line.contains(part));
            }
        }
    }

    /// As a key and as a token, in all places, also where it does not belong.
    private void useEverywhere(String secret, List<String> secrets) {
        secrets.add(secret);
        Answer issued = service.send("POST", "/v1/stream-tickets", "Authorization", "Bearer " + secret);
        String ticket = "none-was-issued";
        if (issued.status() == 200) {
            ticket = issued.body().replaceFirst(".*\"ticket\":\"([^\"]+)\".*", "$1");
            secrets.add(ticket);
        }
        List<String[]> headers = List.of(
                new String[] {"X-API-Key", secret},
                new String[] {"Authorization", "Bearer " + secret},
                new String[] {"Authorization", "Token " + secret},
                new String[] {"Last-Event-ID", secret, "X-API-Key", secret});
        for (String[] each : headers) {
            openAndClose(STREAM, each);
            service.get(STREAM + "/snapshot", each);
            service.get("/v1/events/deals/x", each);
        }
        openAndClose(STREAM + "?token=" + secret);
        openAndClose(STREAM + "?ticket=" + ticket);
        openAndClose(STREAM + "?ticket=" + ticket);
        openAndClose(STREAM + "?ticket=" + secret);
        openAndClose(STREAM + "?token=" + secret + "&types=" + secret);
        openAndClose(STREAM + "?token=" + secret + "&since=" + secret);
        openAndClose("/v1/events/org?token=" + secret + "&token=" + secret, "Accept", "text/html");
        service.send("DELETE", STREAM + "?token=" + secret);
        service.get("/v1/nothing?token=" + secret);
        service.get("/nothing?token=" + secret);
    }

    private void openAndClose(String path, String... headers) {
        try (SseClient client = service.stream(path, headers)) {
            assertThat(client.status()).isPositive();
        }
    }
}
