package io.dealstream.api.deals;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.Issuer;
import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Answer;
import io.dealstream.testing.ApiKey;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every refusal with its status and its body, to the letter (deals.md, "Errors").
@QuarkusTest
@TestProfile(ShortTimes.class)
class RefusalsTest extends ServiceTest {

    private static final String DEAL = "/v1/events/deals/7";
    private static final String BATCH = "/v1/events/batches/b";
    private static final String ORG = "/v1/events/org";
    private static final String STREAM_ONLY = "text/event-stream";
    private static final String INTEGER = "must be a 64-bit integer";
    private static final String BATCH_ID = "must be 1 to 128 characters of A-Z a-z 0-9 _ -";
    private static final String TYPES = "must be names of events, for example processing.progress";
    private static final String SINCE = "must be an ISO 8601 date, or date and time with offset, or epoch milliseconds";

    /// A request with a good key, and what it is answered with.
    ///
    /// @param accept null for none
    record Refused(String method, String path, String accept, int status, String body) {

        static Refused get(String path, int status, String body) {
            return new Refused("GET", path, STREAM_ONLY, status, body);
        }

        static Refused invalid(String path, String field, String message) {
            return get(path, 422, RefusalsTest.invalid(field, message));
        }

        @Override
        public String toString() {
            return method + " " + (path.length() > 60 ? path.substring(0, 60) + "..." : path) + " " + status;
        }
    }

    static Stream<Refused> refusals() {
        String notFound = body("There is nothing at this path", "NOT_FOUND");
        String wrongMethod = body("This path does not take this method", "METHOD_NOT_ALLOWED");
        List<Refused> table = new ArrayList<>();
        for (String path : List.of(
                "/v1",
                "/v1/",
                "/v1/nothing",
                "/v1/events",
                "/v1/events/",
                "/v1/events/deals/7/nothing",
                "/v1/events/deals/poll/nothing",
                "/v1/events/org/snapshot",
                "/v1/stream-tickets/x")) {
            table.add(Refused.get(path, 404, notFound));
        }
        for (String path : List.of(
                "/v1/events/deals/7;x=y",
                "/v1/events/org;x",
                "/v1/events;x/org",
                "/v1/events/batches/b;x/poll",
                "/v1/../q/metrics",
                "/v1/%2e%2e/q/metrics",
                "/v1//events/org",
                "//v1/events/org",
                "/%761/events/org")) {
            table.add(Refused.get(path, 400, body("The request is malformed", "MALFORMED_REQUEST")));
        }
        table.add(Refused.get(DEAL + "/snapshot/x", 404, notFound));
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
            for (String path : List.of(DEAL, ORG, BATCH, DEAL + "/poll", DEAL + "/snapshot")) {
                table.add(new Refused(method, path, "*/*", 405, wrongMethod));
            }
        }
        table.add(new Refused("GET", "/v1/stream-tickets", "*/*", 405, wrongMethod));
        for (String id : List.of(
                "x",
                "1.5",
                "1e3",
                "9223372036854775808",
                "-9223372036854775809",
                "0x1F",
                "%20",
                "7%20",
                "%D9%A7",
                "%EF%BC%97",
                "7%0D%0A",
                "%00",
                "'")) {
            table.add(Refused.invalid("/v1/events/deals/" + id, "deal_id", INTEGER));
        }
        for (String path : List.of("/v1/events/deals", "/v1/events/deals/", "/v1/events/batches")) {
            table.add(Refused.invalid(path, "ids", "must be 1 to 200 ids"));
        }
        for (String id : List.of("x", "1.5", "9223372036854775808", "7%0A", "7,8", "%D9%A7")) {
            table.add(Refused.invalid(DEAL + "?document_id=" + id, "document_id", INTEGER));
        }
        for (String id : List.of("a.b", "a%20b", "%C3%A4", "a%0D%0A", "%00", "a:b", "a%2Fb", "x".repeat(129))) {
            table.add(Refused.invalid("/v1/events/batches/" + id, "batch_id", BATCH_ID));
        }
        for (String types : List.of(
                "nothing",
                "processing.progress,nothing",
                "Processing.progress",
                "file_created",
                "a%0D%0Ab",
                "case.analysis.completed",
                "sync.accounts.started")) {
            table.add(Refused.invalid(DEAL + "?types=" + types, "types", TYPES));
            table.add(Refused.invalid(ORG + "?types=" + types, "types", TYPES));
        }
        for (String since : List.of(
                "yesterday",
                "2026-02-30",
                "2026-03-04T10:00:00",
                "20260304T100000",
                "-5",
                "1.5",
                "9999999999999999",
                "2026-13-04T10:00:00Z",
                "%00")) {
            table.add(Refused.invalid(DEAL + "?since=" + since, "since", SINCE));
        }
        for (String path : List.of("/v1/events/deals/x/poll", "/v1/events/deals/x/snapshot")) {
            table.add(new Refused("GET", path, "application/json", 422, invalid("deal_id", INTEGER)));
        }
        table.add(new Refused(
                "GET", "/v1/events/batches/a.b/snapshot", "application/json", 422, invalid("batch_id", BATCH_ID)));
        for (String limit : List.of("0", "1001", "-1", "x", "1.5", "%00", "%D9%A7")) {
            String body = invalid("limit", "must be an integer from 1 to 1000");
            table.add(new Refused("GET", DEAL + "/poll?limit=" + limit, "*/*", 422, body));
        }
        for (String wait : List.of("31", "-1", "x", "0.5")) {
            String body = invalid("wait", "must be an integer from 0 to 30");
            table.add(new Refused("GET", ORG + "/poll?wait=" + wait, "*/*", 422, body));
        }
        table.add(new Refused("GET", DEAL + "/snapshot", "*/*", 404, body("Not found", "DEAL_NOT_FOUND")));
        table.add(new Refused("GET", BATCH + "/snapshot", "*/*", 404, body("Not found", "BATCH_NOT_FOUND")));
        return table.stream();
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void isAnsweredInThePagesShape(Refused refused) {
        Answer answer = service.send(
                refused.method(), refused.path(), "X-API-Key", org.key().secret(), "Accept", refused.accept());

        assertShape(answer, refused.status(), refused.body());
    }

    @Test
    void saysWhichMethodsAPathTakes() {
        assertThat(service.send("DELETE", DEAL).header("Allow")).contains("GET, HEAD");
        assertThat(service.get("/v1/stream-tickets").header("Allow")).contains("POST");
    }

    @Test
    void tellsWhatIsWrongWithACredential() {
        Issuer issuer = Issuer.trusted();
        ApiKey revoked = org.anotherKey();
        ApiKey deleted = org.anotherKey();
        ApiKey expired = ApiKey.active("sk_" + UUID.randomUUID(), org.tenant(), ApiKey.ALL_SCOPES)
                .expiring(Instant.now().minusSeconds(5));
        org.write(revoked.revoked().toRecord(), deleted.tombstone(), expired.toRecord());
        awaitRefusal(revoked);
        awaitRefusal(deleted);
        awaitBody(expired, body("The API key has expired", "INVALID_API_KEY"));

        assertUnauthorised(body("Authentication is required", "AUTH_REQUIRED"));
        assertUnauthorised(body("Authentication is required", "AUTH_REQUIRED"), "Authorization", "Basic eDp5");
        assertUnauthorised(body("Authentication is required", "AUTH_REQUIRED"), "Authorization", "Bearer ");
        assertUnauthorised(body("The API key is not valid", "INVALID_API_KEY"), "X-API-Key", "sk_live_nobody");
        assertUnauthorised(body("The API key is not valid", "INVALID_API_KEY"), "X-API-Key", deleted.secret());
        assertUnauthorised(body("The API key has been revoked", "INVALID_API_KEY"), "X-API-Key", revoked.secret());
        assertUnauthorised(
                body("The API key is not valid", "INVALID_API_KEY"), "Authorization", "Bearer sk_live_nobody");
        String scopes = "deals:read org:read batches:read";
        String late = issuer.token(org.tenant(), scopes, Duration.ofSeconds(-5));
        String forged = Issuer.impostor().token(org.tenant(), scopes, Duration.ofMinutes(5));
        String nowhere = issuer.token("not a tenant", scopes, Duration.ofMinutes(5));
        String good = issuer.token(org.tenant(), scopes, Duration.ofMinutes(5));
        String unsigned = good.substring(0, good.lastIndexOf('.') + 1);
        String none = "eyJhbGciOiJub25lIn0" + good.substring(good.indexOf('.'), good.lastIndexOf('.') + 1);
        assertUnauthorised(body("The token has expired", "INVALID_TOKEN"), "Authorization", "Bearer " + late);
        assertUnauthorised(body("The token names no tenant", "INVALID_TOKEN"), "Authorization", "Bearer " + nowhere);
        for (String bad : List.of(forged, unsigned, none, "eyJ.", "eyJ.x.y", good + "x")) {
            assertUnauthorised(body("The token is not valid", "INVALID_TOKEN"), "Authorization", "Bearer " + bad);
        }
        Answer ticket = service.get(DEAL + "?ticket=nonsense", "Accept", STREAM_ONLY);
        assertShape(ticket, 401, body("The ticket is not valid", "INVALID_TOKEN"));
    }

    @Test
    void tellsNobodyWithoutACredentialWhatIsWrongWithTheRest() {
        for (String path : List.of(
                "/v1/events/deals/x",
                "/v1/events/batches/a.b",
                DEAL + "?types=x",
                DEAL + "/snapshot",
                DEAL + "/poll")) {
            Answer answer = service.get(path, "Accept", "*/*");
            assertShape(answer, 401, body("Authentication is required", "AUTH_REQUIRED"));
        }
    }

    @Test
    void hidesInternalsWhateverIsAsked() {
        for (String path : List.of(
                "/v1/events/deals/" + "9".repeat(3_000),
                "/v1/events/deals/7?types=" + "x".repeat(3_000),
                "/v1/..%2f..%2fetc/passwd",
                "/v1/;jsessionid=1",
                "/v1/<script>".replace("<", "%3C").replace(">", "%3E"))) {
            Answer answer = org.get(path);
            assertThat(answer.status()).as(path).isBetween(400, 422);
            assertThat(answer.body()).as(path).startsWith("{\"detail\":").doesNotContain("Exception", "<", "at io.");
        }
    }

    private void assertUnauthorised(String body, String... headers) {
        String[] all = Stream.concat(Stream.of("Accept", STREAM_ONLY), Stream.of(headers))
                .toArray(String[]::new);
        Answer answer = service.get(DEAL, all);
        assertShape(answer, 401, body);
        assertThat(answer.header("WWW-Authenticate")).isPresent();
    }

    private static void assertShape(Answer answer, int status, String body) {
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type").orElse("")).matches("application/json(;charset=UTF-8)?");
        assertThat(answer.header("X-Request-ID")).isPresent();
    }

    private void awaitRefusal(ApiKey key) {
        Awaitility.await()
                .until(() ->
                        service.get(DEAL + "/poll", "X-API-Key", key.secret()).status() == 401);
    }

    private void awaitBody(ApiKey key, String body) {
        Awaitility.await()
                .until(() -> service.get(DEAL + "/poll", "X-API-Key", key.secret())
                        .body()
                        .equals(body));
    }

    private static String body(String detail, String code) {
        return "{\"detail\":\"" + detail + "\",\"code\":\"" + code + "\",\"errors\":[]}";
    }

    private static String invalid(String field, String message) {
        return "{\"detail\":\"Request validation failed\",\"code\":\"VALIDATION_ERROR\",\"errors\":[{\"field\":\""
                + field + "\",\"message\":\"" + message + "\"}]}";
    }
}
