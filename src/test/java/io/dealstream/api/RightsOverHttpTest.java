package io.dealstream.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealstream.testing.Answer;
import io.dealstream.testing.ApiKey;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.SseFrame;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Rights as narrow as the page that uses them (rights.md), in tickets, tokens and keys, on every endpoint.
@QuarkusTest
@TestProfile(ShortTimes.class)
class RightsOverHttpTest extends ServiceTest {

    private static final String SCOPES = String.join(" ", ApiKey.ALL_SCOPES);
    private static final String FORBIDDEN =
            "{\"detail\":\"The credential does not reach this\",\"code\":\"FORBIDDEN\",\"errors\":[]}";

    /// Rights with which the stream is out of reach: what is a tenant's as a whole is by any list.
    private static Map<String, Object> without(TestedStream stream) {
        return switch (stream) {
            case DEAL, ORGANISATION -> Map.of("deals", List.of(1));
            // one of the two is in reach
            case DEALS -> Map.of("deals", List.of(1, 42));
            case BATCH, ACCOUNT -> Map.of("batches", List.of());
            case CASE, UPDATES -> Map.of("cases", List.of("c-2", "c-3"));
        };
    }

    @ParameterizedTest
    @EnumSource(TestedStream.class)
    void refusesWhatIsOutOfReachInThePagesOwnShape(TestedStream stream) {
        String token = token(without(stream));
        for (String path : paths(stream)) {
            for (String method : List.of("GET", "HEAD")) {
                Answer answer = service.send(method, with(path, "ticket=" + ticket(without(stream))));

                assertThat(answer.status())
                        .as("%s %s: %s", method, path, answer.body())
                        .isEqualTo(403);
                if (method.equals("GET")) {
                    assertThat(answer.body()).matches(stream.family().error());
                }
            }
            assertThat(service.get(with(path, tokenParameter(stream) + "=" + token))
                            .status())
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TestedStream.class,
            names = {"DEAL", "DEALS", "BATCH", "CASE"})
    void refusesWhatThereIsLikeWhatThereIsNot(TestedStream stream) {
        String unheardOf = stream.path().replaceFirst("42|b-1|c-1", "77");
        for (String path : paths(stream)) {
            Answer before = service.get(with(path, "ticket=" + ticket(without(stream))));
            assertThat(before.status()).isEqualTo(403);
        }
        org.write(stream.numbered(org.tenant(), 1));
        String id = awaitId(stream);

        for (String path : paths(stream)) {
            String other = path.replace(stream.path(), unheardOf)
                    .replaceFirst("c-1", "77")
                    .replace("43,42", "43,77");
            Answer heardOf = service.get(with(path, "ticket=" + ticket(without(stream))), "Last-Event-ID", id);
            Answer never = service.get(with(other, "ticket=" + ticket(without(stream))), "Last-Event-ID", id);

            assertThat(heardOf.status()).isEqualTo(403);
            assertThat(heardOf.body()).isEqualTo(never.body());
            assertThat(heardOf.headers().map().keySet())
                    .isEqualTo(never.headers().map().keySet());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TestedStream.class,
            names = {"DEAL", "DEALS", "BATCH", "CASE"})
    void showsWhatIsInReachAsItShowsItToEverybody(TestedStream stream) {
        Map<String, Object> rights = switch (stream) {
            case DEAL, DEALS -> Map.of("deals", List.of(42, 43));
            case BATCH -> Map.of("batches", List.of("b-1"));
            case CASE, ORGANISATION, UPDATES, ACCOUNT -> Map.of("cases", List.of("c-1"));
        };
        String parameter = tokenParameter(stream) + "=" + token(rights);
        try (SseClient everybody = service.stream(stream.path(), stream.credential(org.key()));
                SseClient byTicket = service.stream(with(stream.path(), "ticket=" + ticket(rights)));
                SseClient byToken = service.stream(with(stream.path(), parameter))) {
            org.write(stream.numbered(org.tenant(), 1), stream.numbered(org.tenant(), 2));

            List<String> expected = produced(everybody, 2);
            assertThat(produced(byTicket, 2)).isEqualTo(expected);
            assertThat(produced(byToken, 2)).isEqualTo(expected);
        }
        assertThat(service.get("/v1/events/org/poll?ticket=" + ticket(rights)).status())
                .isEqualTo(403);
    }

    @Test
    void leavesWhatIsNotListedAsTheIssuerHasIt() {
        Map<String, Object> rights = Map.of("deals", List.of(42));

        assertThat(get("/v1/events/batches/any/poll", rights).status()).isEqualTo(200);
        assertThat(get("/cases/any/progress/poll", rights).status()).isEqualTo(200);
        assertThat(get("/v1/events/org/poll", Map.of("user", "u-1881")).status())
                .isEqualTo(200);
        assertThat(get("/v1/events/org/poll", Map.of("types", List.of("deal.created")))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void holdsAPersonToOneDocumentWhateverTheParameterSays() {
        org.write(
                org.deal(42).started(15),
                org.deal(42).started(16),
                org.deal(42).progressed(15, 20),
                org.deal(42).updated("processing"));
        awaitPolled("/v1/events/deals/42/poll", 4);
        Map<String, Object> rights = Map.of("document_id", 15);

        assertThat(polled("/v1/events/deals/42/poll?since=0", rights)).contains("\"statement_id\":15");
        for (String path : List.of("/v1/events/deals/42/poll", "/v1/events/org/poll")) {
            assertThat(polled(path + "?since=0", rights))
                    .doesNotContain("\"statement_id\":16")
                    .contains("deal_updated");
            assertThat(polled(path + "?since=0&document_id=16", rights)).doesNotContain("\"statement_id\":16");
        }
        String snapshot = get("/v1/events/deals/42/snapshot", rights).body();
        assertThat(snapshot).contains("\"document_id\":15").doesNotContain("\"document_id\":16");
    }

    @Test
    void takesTheParameterTypesWithinTheRights() {
        org.write(
                org.deal(42).started(15),
                org.deal(42).progressed(15, 20),
                org.deal(42).updated("processing"));
        awaitPolled("/v1/events/deals/42/poll", 3);
        Map<String, Object> rights = Map.of("types", List.of("processing.started", "deal_updated"));

        assertThat(polled("/v1/events/deals/42/poll?since=0", rights))
                .contains("processing.started", "deal_updated")
                .doesNotContain("processing.progress");
        assertThat(polled("/v1/events/deals/42/poll?since=0&types=processing.progress,deal_updated", rights))
                .contains("deal_updated")
                .doesNotContain("processing.progress", "processing.started");
    }

    @Test
    void givesANarrowedReaderTheSameIdsAndBareOnesWhereEventsAreHidden() {
        Map<String, Object> rights = Map.of("types", List.of("processing.started"));
        try (SseClient everybody = org.stream("/v1/events/deals/42");
                SseClient narrow = service.stream("/v1/events/deals/42?ticket=" + ticket(rights))) {
            org.write(
                    org.deal(42).started(15),
                    org.deal(42).progressed(15, 20),
                    org.deal(42).started(16));

            List<SseFrame> all = everybody.awaitEvents(3);
            List<SseFrame> some = narrow.awaitEvents(2);
            assertThat(some.stream().map(SseFrame::raw))
                    .containsExactly(all.getFirst().raw(), all.get(2).raw());

            org.write(org.deal(42).progressed(15, 60));
            String last = everybody.awaitEvents(4).getLast().id();
            SseFrame bare = narrow.await(frame -> frame.payload().isEmpty()
                    && frame.id() != null
                    && !frame.id().equals(all.get(2).id())
                    && some.getLast().received().isBefore(frame.received()));
            assertThat(bare.raw()).isEqualTo("id: " + bare.id() + "\n\n");
            assertThat(polled("/v1/events/deals/42/poll?last_event_id=" + bare.id(), Map.of()))
                    .as("after %s, of which everybody had %s", bare.id(), last)
                    .contains("\"events\":[]");
        }
    }

    @Test
    void tellsNobodyThatADealOutOfReachIsSettled() {
        org.write(
                org.deal(42).started(15),
                org.deal(42).completed(15),
                org.deal(42).updated("ready"));
        String last;
        try (SseClient client = org.stream("/v1/events/deals/42")) {
            last = client.await(frame -> frame.is("deal_updated")).id();
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(org.get("/v1/events/deals/42", "Last-Event-ID", last)
                                .status())
                        .isEqualTo(204));

        Answer answer =
                service.get("/v1/events/deals/42?ticket=" + ticket(Map.of("deals", List.of(1))), "Last-Event-ID", last);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo(FORBIDDEN);
    }

    @Test
    void keepsTheNumbersOfAllTenantsFromWhoMayNotEvenReadAllOfOne() {
        assertThat(operations(Map.of("deals", List.of(42))).status()).isEqualTo(403);
        assertThat(operations(Map.of("user", "u-1")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "body        | nonsense",
                "body        | []",
                "body        | null",
                "body        | {'rights':{},'rights':{}}",
                "right       | {'right':{}}",
                "rights      | {'rights':null}",
                "rights      | {'rights':[]}",
                "expires_in  | {'expires_in':4}",
                "expires_in  | {'expires_in':301}",
                "expires_in  | {'expires_in':'30'}",
                "expires_in  | {'expires_in':null}",
                "deals       | {'rights':{'deals':['42']}}",
                "deal        | {'rights':{'deal':[42]}}",
                "types       | {'rights':{'types':['processing.progres']}}",
                "view        | {'rights':{'view':'lender'}}",
                "document_id | {'rights':{'document_id':'15'}}",
                "user        | {'rights':{'user':''}}",
            })
    void refusesTicketsThatAreNotAskedForAsThePageSays(String member, String body) {
        Answer answer =
                askForTicket(body.replace('\'', '"'), "X-API-Key", org.key().secret());

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body())
                .startsWith("{\"detail\":\"Request validation failed\",\"code\":\"VALIDATION_ERROR\",")
                .contains("\"errors\":[{\"field\":\"" + member + "\",");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "deals       | {'deals':[42,44]}",
                "batches     | {'batches':['b-2']}",
                "cases       | {'cases':['c-1']}",
                "document_id | {'document_id':16}",
                "types       | {'types':['deal.created']}",
                "view        | {'view':'other'}",
                "user        | {'user':'u-2'}",
            })
    void givesNobodyATicketThatIsWiderThanTheToken(String member, String rights) {
        String token = token(Map.of(
                "deals", List.of(42, 43),
                "batches", List.of("b-1"),
                "cases", List.of(),
                "document_id", 15,
                "types", List.of("deal_updated"),
                "view", "borrower",
                "user", "u-1"));

        Answer answer =
                askForTicket("{\"rights\":" + rights.replace('\'', '"') + "}", "Authorization", "Bearer " + token);

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains("\"errors\":[{\"field\":\"" + member + "\",");
    }

    @Test
    void givesATicketWhatTheTokenHasLeft() {
        String token = token(Map.of("deals", List.of(42, 43)));
        String inherited = ticketOf(askForTicket("", "Authorization", "Bearer " + token));
        String empty = ticketOf(askForTicket("{}", "Authorization", "Bearer " + token));
        String narrower = ticketOf(askForTicket("{\"rights\":{\"deals\":[42]}}", "Authorization", "Bearer " + token));

        assertThat(service.get("/v1/events/org/poll?ticket=" + inherited).status())
                .isEqualTo(403);
        assertThat(service.get("/v1/events/deals/43/poll?ticket=" + empty).status())
                .isEqualTo(200);
        assertThat(service.get("/v1/events/deals/43/poll?ticket=" + narrower).status())
                .isEqualTo(403);
    }

    @Test
    void saysWhatATicketHasOfTheRightsAndNothingWhereItHasNone() {
        String token = token(Map.of("deals", List.of(42, 43), "view", "borrower"));

        assertThat(askForTicket("{}", "Authorization", "Bearer " + token).body())
                .endsWith(",\"rights\":{\"deals\":[42,43],\"view\":\"borrower\"}}");
        assertThat(askForTicket(
                                "{\"rights\":{\"deals\":[43],\"types\":[\"deal_updated\"],\"user\":\"u-1\"}}",
                                "Authorization",
                                "Bearer " + token)
                        .body())
                .endsWith(",\"rights\":{\"deals\":[43],\"types\":[\"deal_updated\"],\"view\":\"borrower\","
                        + "\"user\":\"u-1\"}}");
        assertThat(askForTicket("{\"rights\":{}}", "X-API-Key", org.key().secret())
                        .body())
                .matches("\\{\"ticket\":\"[^\"]+\",\"expires_in\":5}");
    }

    @Test
    void givesATicketTheLifeThatIsAskedFor() {
        String key = org.key().secret();

        assertThat(askForTicket("{\"expires_in\":300}", "X-API-Key", key).body())
                .contains("\"expires_in\":300}");
        assertThat(askForTicket("{\"rights\":{}}", "X-API-Key", key).body()).contains("\"expires_in\":5}");
        assertThat(askForTicket("  ", "X-API-Key", key).body()).contains("\"expires_in\":5}");
    }

    @Test
    void hasRoomInATicketForTwoHundredDeals() {
        List<Long> deals = new ArrayList<>();
        for (long deal = 4_000_000; deals.size() < 200; deal += 7_919) {
            deals.add(deal);
        }
        String ticket = ticket(Map.of("deals", deals));

        assertThat(ticket).hasSizeLessThan(3_000);
        assertThat(service.get("/v1/events/deals/" + deals.getLast() + "/poll?ticket=" + ticket)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesATicketForMoreThanAUrlHasRoomFor() {
        List<String> batches = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            batches.add((UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", ""));
        }

        Answer answer = askForTicket(
                "{\"rights\":{\"batches\":[\"" + String.join("\",\"", batches) + "\"]}}",
                "X-API-Key",
                org.key().secret());

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("\"field\":\"rights\"");
    }

    @Test
    void takesNoTokenWhoseRightsItCannotHoldTo() {
        for (Object rights : List.of("deals", List.of(), Map.of("deal", List.of(42)), Map.of("view", "lender"))) {
            String token = Issuer.trusted().token(org.tenant(), SCOPES, rights);
            for (TestedStream stream : TestedStream.values()) {
                Answer answer = service.get(with(stream.path(), tokenParameter(stream) + "=" + token));
                assertThat(answer.status()).as("%s with %s", stream, rights).isEqualTo(401);
            }
            Answer ticket = service.send("POST", "/v1/stream-tickets", "Authorization", "Bearer " + token);
            assertThat(ticket.status()).isEqualTo(401);
            assertThat(ticket.body()).contains("\"code\":\"INVALID_TOKEN\"");
        }
    }

    @Test
    void takesTheClaimsOfThePageAboutPortals() throws IOException {
        JsonNode claims =
                new ObjectMapper().readTree(Path.of("docs/portals/claims.json").toFile());
        String token = Issuer.trusted()
                .token(
                        org.tenant(),
                        claims.get("scope").asText(),
                        new ObjectMapper().convertValue(claims.get("rights"), Map.class));

        assertThat(service.get("/v1/events/deals/42/poll?token=" + token).status())
                .isEqualTo(200);
        for (String path : List.of("/v1/events/deals/43/poll", "/v1/events/org/poll", "/v1/events/batches/b-1/poll")) {
            assertThat(service.get(path + "?token=" + token).status()).as(path).isEqualTo(403);
        }
    }

    @Test
    void takesAKeyAsNarrowAsItsRecordSays() {
        ApiKey key = org.anotherKey();
        for (String rights : List.of("{\"deals\":[42]}", "{\"deals\":[42],\"view\":\"borrower\"}")) {
            records.write(key.toRecord(rights));
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(status("/v1/events/org/poll", key)).isEqualTo(403));
            assertThat(status("/v1/events/deals/42/poll", key)).isEqualTo(200);
            assertThat(status("/v1/events/deals/43/poll", key)).isEqualTo(403);
            records.write(key.toRecord());
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(status("/v1/events/org/poll", key)).isEqualTo(200));
        }
        for (String rights : List.of("null", "{\"deal\":[42]}", "{\"view\":\"lender\"}")) {
            records.write(key.toRecord(rights));
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(status("/v1/events/org/poll", key)).isEqualTo(401));
            assertThat(status("/v1/events/deals/42/poll", key)).isEqualTo(401);
            records.write(key.toRecord());
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(status("/v1/events/org/poll", key)).isEqualTo(200));
        }
    }

    @Test
    void takesNoTicketThatIsWiderThanItsKeyHasBecome() {
        ApiKey key = org.anotherKey();
        String before = ticketOf(askForTicket("", "X-API-Key", key.secret()));
        records.write(key.toRecord("{\"deals\":[42]}"));
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(status("/v1/events/org/poll", key)).isEqualTo(403));

        assertThat(service.get("/v1/events/deals/42/poll?ticket=" + before).status())
                .isEqualTo(401);
    }

    private int status(String path, ApiKey key) {
        return service.get(path, "X-API-Key", key.secret()).status();
    }

    private Answer operations(Map<String, Object> rights) {
        return service.get("/v1/operations", "Authorization", "Bearer " + token(rights));
    }

    private static List<String> paths(TestedStream stream) {
        return switch (stream) {
            case DEAL, BATCH -> List.of(stream.path(), stream.pollPath(), stream.path() + "/snapshot");
            case DEALS ->
                List.of(stream.path(), stream.pollPath(), stream.path().replace("?", "/snapshot?"));
            case ORGANISATION, ACCOUNT, CASE -> List.of(stream.path(), stream.pollPath());
            case UPDATES -> List.of(stream.path());
        };
    }

    private static String with(String path, String parameter) {
        return path + (path.contains("?") ? '&' : '?') + parameter;
    }

    private static String tokenParameter(TestedStream stream) {
        return switch (stream) {
            case DEAL, DEALS, ORGANISATION, BATCH, UPDATES -> "token";
            case ACCOUNT, CASE -> "access_token";
        };
    }

    private static List<String> produced(SseClient client, int count) {
        client.await(frame -> TestedStream.isProduced(frame)
                && TestedStream.number(frame.payload().orElseThrow()) == count);
        return client.frames().stream()
                .filter(TestedStream::isProduced)
                .map(SseFrame::raw)
                .toList();
    }

    private String awaitId(TestedStream stream) {
        return Awaitility.await()
                .until(
                        () -> service.get(with(stream.pollPath(), "since=0"), stream.credential(org.key()))
                                .body()
                                .replaceFirst("(?s).*\"last_event_id\":\"([^\"]+)\".*", "$1"),
                        id -> id.matches("[A-Za-z0-9._-]{20,}"));
    }

    private void awaitPolled(String path, int events) {
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(org.get(path + "?since=0").body().split("\"id\":", -1))
                                .hasSize(events + 1));
    }

    private String polled(String path, Map<String, Object> rights) {
        Answer answer = get(path, rights);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private Answer get(String path, Map<String, Object> rights) {
        return service.get(path + (path.contains("?") ? "&" : "?") + "ticket=" + ticket(rights));
    }

    private String token(Map<String, Object> rights) {
        return Issuer.trusted().token(org.tenant(), SCOPES, rights);
    }

    private String ticket(Map<String, Object> rights) {
        return ticketOf(askForTicket(
                "{\"rights\":" + json(rights) + "}", "X-API-Key", org.key().secret()));
    }

    private Answer askForTicket(String body, String... headers) {
        return service.post("/v1/stream-tickets", body, headers);
    }

    private static String ticketOf(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body().replaceFirst(".*\"ticket\":\"([^\"]+)\".*", "$1");
    }

    private static String json(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(member -> "\"" + member.getKey() + "\":" + json(member.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
            case List<?> list -> list.stream().map(RightsOverHttpTest::json).collect(Collectors.joining(",", "[", "]"));
            case String text -> '"' + text + '"';
            default -> value.toString();
        };
    }
}
