package io.dealstream.api.deals;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealstream.api.Issuer;
import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Answer;
import io.dealstream.testing.ApiKey;
import io.dealstream.testing.Organisation;
import io.dealstream.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who gets in, and what they may see (deals.md, "Credentials").
@QuarkusTest
@TestProfile(ShortTimes.class)
class CredentialsTest extends ServiceTest {

    private static final String STREAM = "/v1/events/deals/7";
    private static final String ALL = "deals:read org:read batches:read";
    private static final String INVALID_KEY =
            "{\"detail\":\"The API key is not valid\",\"code\":\"INVALID_API_KEY\",\"errors\":[]}";
    private static final String INVALID_TOKEN =
            "{\"detail\":\"The token is not valid\",\"code\":\"INVALID_TOKEN\",\"errors\":[]}";

    @Test
    void letsEveryKindOfCredentialInAndShowsItsTenant() {
        String key = org.key().secret();
        String token = token();

        List<SseClient> clients = List.of(
                service.stream(STREAM, "X-API-Key", key),
                service.stream(STREAM, "Authorization", "Bearer " + key),
                service.stream(STREAM, "Authorization", "bearer " + token),
                service.stream(STREAM + "?token=" + key),
                service.stream(STREAM + "?token=" + token),
                service.stream(STREAM + "?ticket=" + ticket("X-API-Key", key)),
                service.stream(STREAM + "?ticket=" + ticket("Authorization", "Bearer " + token)));
        try {
            org.write(org.deal(7).started(1));

            assertThat(clients)
                    .allSatisfy(client -> assertThat(
                                    client.awaitEvents(1).getFirst().is("processing.started"))
                            .isTrue());
        } finally {
            clients.forEach(SseClient::close);
        }
    }

    @Test
    void countsTheFirstCredentialFoundAndItMustHold() {
        String key = org.key().secret();
        String token = token();
        String wrong = "sk_live_wrong";
        String forged = Issuer.impostor().token(org.tenant(), ALL, Duration.ofMinutes(5));

        assertRefused(get("?token=" + key, "X-API-Key", wrong, "Authorization", "Bearer " + key), INVALID_KEY);
        assertRefused(get("?token=" + key, "Authorization", "Bearer " + wrong), INVALID_KEY);
        assertRefused(get("?token=" + key, "Authorization", "Bearer " + forged), INVALID_TOKEN);
        assertRefused(get("?token=" + wrong + "&ticket=" + ticket("X-API-Key", key)), INVALID_KEY);
        assertRefused(get("?token=" + forged + "&ticket=" + ticket("X-API-Key", key)), INVALID_TOKEN);
        assertAdmitted(get("?token=" + wrong, "X-API-Key", key, "Authorization", "Bearer " + forged));
        assertAdmitted(get("?token=" + wrong, "Authorization", "Bearer " + token));
        assertAdmitted(get("?ticket=nonsense&token=" + token));
        assertAdmitted(get("?token=" + key, "Authorization", "Basic dXNlcjpwYXNz"));
        assertAdmitted(get("?token=" + key, "X-API-Key", " "));
    }

    @Test
    void takesATicketOnce() {
        String ticket = ticket("X-API-Key", org.key().secret());

        try (SseClient client = service.stream(STREAM + "?ticket=" + ticket)) {
            assertThat(client.status()).isEqualTo(200);
        }
        Answer again = service.get(STREAM + "?ticket=" + ticket);
        assertRefused(again, "{\"detail\":\"The ticket has been used\",\"code\":\"INVALID_TOKEN\",\"errors\":[]}");
    }

    @Test
    void givesATicketOnlyForACredentialInAHeader() throws IOException {
        Answer answer = service.send(
                "POST", "/v1/stream-tickets", "X-API-Key", org.key().secret());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).matches("\\{\"ticket\":\"[A-Za-z0-9._-]+\",\"expires_in\":5}");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        String ticket = new ObjectMapper().readTree(answer.body()).get("ticket").asText();

        for (String query : List.of("", "?token=" + org.key().secret(), "?ticket=" + ticket)) {
            Answer refused = service.send("POST", "/v1/stream-tickets" + query);
            assertRefused(
                    refused, "{\"detail\":\"Authentication is required\",\"code\":\"AUTH_REQUIRED\",\"errors\":[]}");
        }
        Answer bearer = service.send("POST", "/v1/stream-tickets", "Authorization", "Bearer " + ticket);
        assertThat(bearer.status()).isEqualTo(401);
        // a long one does not even look like a token
        assertThat(bearer.body()).containsPattern("INVALID_(TOKEN|API_KEY)");
        assertThat(bearer.header("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
        assertThat(service.send("POST", "/v1/stream-tickets").header("WWW-Authenticate"))
                .contains("Bearer");
    }

    @Test
    void bindsATicketToItsHoldersRights() {
        ApiKey narrow = org.key().withScopes("deals:read");
        ApiKey key = new ApiKey("sk_test_" + UUID.randomUUID(), narrow.tenant(), narrow.scopes(), null, null, "active");
        org.introduce(key);

        assertThat(service.get("/v1/events/org/poll?ticket=" + ticket("X-API-Key", key.secret()))
                        .status())
                .isEqualTo(403);
        assertThat(service.get(STREAM + "/poll?ticket=" + ticket("X-API-Key", key.secret()))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "deals:read,/v1/events/deals/7",
        "org:read,/v1/events/org",
        "batches:read,/v1/events/batches/b",
    })
    void demandsTheScopeOfTheStream(String scope, String path) {
        Issuer issuer = Issuer.trusted();
        String others = ALL.replace(scope, "cases:read");
        String without = issuer.token(org.tenant(), others, Duration.ofMinutes(5));
        String with = issuer.token(org.tenant(), scope, Duration.ofMinutes(5));
        String body =
                "{\"detail\":\"The credential lacks the scope " + scope + "\",\"code\":\"FORBIDDEN\",\"errors\":[]}";

        for (String endpoint : List.of(path, path + "/poll", path + "/snapshot")) {
            if (endpoint.equals("/v1/events/org/snapshot")) {
                continue;
            }
            Answer refused = service.get(endpoint, "Authorization", "Bearer " + without);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body()).isEqualTo(body);
        }
        assertAdmitted(service.get(path + "/poll", "Authorization", "Bearer " + with));
    }

    @Test
    void takesScopesOfGroupsToo() {
        String token = Issuer.trusted().tokenWithGroups(org.tenant(), "batches:read", Duration.ofMinutes(5));

        assertAdmitted(service.get("/v1/events/batches/b/poll", "Authorization", "Bearer " + token));
    }

    @Test
    void showsAnothersDealExactlyLikeOneThatWasNeverHeardOf() {
        Organisation other = Organisation.create(service, records);
        String foreignId;
        try (SseClient client = other.stream(STREAM)) {
            other.write(
                    other.deal(7).started(1),
                    other.batch("b").processed(1, "1/2"),
                    other.batch("b").completed(1, 0));
            foreignId = client.awaitEvents(1).getFirst().id();
        }

        assertThat(org.get(STREAM + "/snapshot").body())
                .isEqualTo(org.get("/v1/events/deals/8/snapshot").body());
        assertThat(org.get("/v1/events/batches/b/snapshot").body())
                .isEqualTo(org.get("/v1/events/batches/never/snapshot").body());
        try (SseClient theirs = org.stream(STREAM);
                SseClient withTheirId = org.stream(STREAM, "Last-Event-ID", foreignId);
                SseClient withGarbage = org.stream("/v1/events/deals/8", "Last-Event-ID", "garbage");
                SseClient batch = org.stream("/v1/events/batches/b")) {
            Frames.awaitMore(theirs, Frames::isHeartbeat, 2);
            Frames.awaitMore(batch, Frames::isHeartbeat, 2);

            assertThat(theirs.events()).isEmpty();
            assertThat(batch.events()).isEmpty();
            assertThat(withTheirId.awaitEvents(1).getFirst().raw().replace("/7/", "/8/"))
                    .isEqualTo(withGarbage.awaitEvents(1).getFirst().raw());
        }
    }

    private Answer get(String query, String... headers) {
        return service.get(STREAM + "/poll" + query, headers);
    }

    private static void assertAdmitted(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static void assertRefused(Answer answer, String body) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo(body);
    }

    private String token() {
        return Issuer.trusted().token(org.tenant(), ALL, Duration.ofMinutes(5));
    }

    private String ticket(String header, String credential) {
        Answer answer = service.send("POST", "/v1/stream-tickets", header, credential);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body().replaceFirst(".*\"ticket\":\"([^\"]+)\".*", "$1");
    }
}
