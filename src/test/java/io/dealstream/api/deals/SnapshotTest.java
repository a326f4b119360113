package io.dealstream.api.deals;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Answer;
import io.dealstream.testing.Batch;
import io.dealstream.testing.Deal;
import io.dealstream.testing.Records;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The current state, and the id from which a stream goes on from exactly there.
@QuarkusTest
@TestProfile(ShortTimes.class)
class SnapshotTest extends ServiceTest {

    private static final String DEAL = "/v1/events/deals/7";
    private static final String BATCH = "/v1/events/batches/b-1";
    private static final Pattern LAST_ID = Pattern.compile("\"last_event_id\":\"([A-Za-z0-9._-]+)\"");

    @Test
    void showsADealAsItIs() {
        Deal deal = org.deal(7);
        org.write(
                at(deal.started(101), "2026-03-04T10:00:00Z"),
                at(deal.progressed(101, 40), "2026-03-04T10:00:01Z"),
                at(deal.started(102), "2026-03-04T10:00:02Z"),
                at(deal.failed(102), "2026-03-04T10:00:03.5Z"),
                at(deal.started(103), "2026-03-04T10:00:04Z"),
                at(deal.completed(103), "2026-03-04T10:00:05Z"));
        String status = "{\"deal_id\":7,\"status\":\"processing\",\"health_score\":71.00,\"health_grade\":\"B\","
                + "\"timestamp\":\"2026-03-04T10:00:06Z\"}";
        org.write(Records.event(Topics.PROCESSING, org.tenant(), "deal_updated", "7", status));
        awaitEvents(DEAL, 7);

        Answer answer = org.get(DEAL + "/snapshot");

        String id = lastId(answer);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(answer.header("ETag")).contains('"' + id + '"');
        assertThat(answer.body())
                .isEqualTo("{\"deal_id\":7,\"status\":\"processing\",\"settled\":false,\"health_score\":71.00,"
                        + "\"health_grade\":\"B\",\"documents\":["
                        + "{\"document_id\":101,\"stage\":\"screening\",\"progress\":40,\"status\":\"pending\","
                        + "\"health_score\":null,\"error\":null,\"updated_at\":\"2026-03-04T10:00:01Z\"},"
                        + "{\"document_id\":102,\"stage\":\"failed\",\"progress\":0,\"status\":\"failed\","
                        + "\"health_score\":null,\"error\":\"Unreadable scan\",\"updated_at\":\"2026-03-04T10:00:03.500Z\"},"
                        + "{\"document_id\":103,\"stage\":\"completed\",\"progress\":100,\"status\":\"completed\","
                        + "\"health_score\":72.50,\"error\":null,\"updated_at\":\"2026-03-04T10:00:05Z\"}],"
                        + "\"last_event_id\":\"" + id + "\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"n/a\"                  | \"n/a\"",
                "\"1,\\\"settled\\\":true\" | \"1,\\\"settled\\\":true\"",
                "\"\"                     | \"\"",
                "\"1 \"                   | \"1 \"",
                "\"01\"                   | \"01\"",
                "\"NaN\"                  | \"NaN\"",
                "true                     | \"true\"",
                "null                     | null",
                "-1.50E+2                 | -1.50E+2"
            })
    void staysJsonWhateverScoreAProducerGives(String score, String shown) {
        String value = "{\"deal_id\":7,\"status\":\"ready\",\"health_score\":" + score + ",\"timestamp\":\"t\"}";
        org.write(Records.event(Topics.PROCESSING, org.tenant(), "deal_updated", "7", value));
        awaitEvents(DEAL, 1);

        assertThat(org.get(DEAL + "/snapshot").body())
                .startsWith("{\"deal_id\":7,\"status\":\"ready\",\"settled\":false,\"health_score\":" + shown
                        + ",\"health_grade\":null,");
    }

    /// JSON lets a producer write half of a pair of surrogates, which no encoding has a place for.
    @Test
    void showsTextThatIsNoUnicode() {
        String value = "{\"deal_id\":7,\"statement_id\":1,\"error\":\"\\udc00 a \\ud83e\\udd56 b \\ud800\"}";
        org.write(Records.event(Topics.PROCESSING, org.tenant(), "processing.failed", "7", value));
        awaitEvents(DEAL, 1);

        Answer answer = org.get(DEAL + "/snapshot");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"error\":\"\\uDC00 a \\uD83E\\uDD56 b \\uD800\"");
    }

    @Test
    void showsABatchAsItIs() {
        Batch batch = org.batch("b-1");
        org.write(
                at(batch.processed(201, "1/3"), "2026-03-04T10:00:00Z"), at(batch.failed(202), "2026-03-04T10:00:01Z"));
        awaitEvents(BATCH, 2);
        Answer open = org.get(BATCH + "/snapshot");
        org.write(batch.completed(2, 1));
        awaitEvents(BATCH, 3);
        Answer complete = org.get(BATCH + "/snapshot");

        String documents = "\"documents\":[{\"document_id\":201,\"status\":\"completed\",\"error\":null,"
                + "\"updated_at\":\"2026-03-04T10:00:00Z\"},{\"document_id\":202,\"status\":\"failed\","
                + "\"error\":\"Unsupported file format\",\"updated_at\":\"2026-03-04T10:00:01Z\"}],";
        assertThat(open.body())
                .isEqualTo("{\"batch_id\":\"b-1\",\"total\":3,\"succeeded\":1,\"failed\":1,\"progress\":\"1/3\","
                        + "\"completed\":false," + documents + "\"last_event_id\":\"" + lastId(open) + "\"}");
        assertThat(complete.body())
                .isEqualTo("{\"batch_id\":\"b-1\",\"total\":3,\"succeeded\":2,\"failed\":1,\"progress\":\"3/3\","
                        + "\"completed\":true," + documents + "\"last_event_id\":\"" + lastId(complete) + "\"}");
    }

    @Test
    void isSettledWhenTheStreamIs() {
        Deal deal = org.deal(7);
        org.write(deal.started(1), deal.completed(1), deal.updated("ready"));
        awaitEvents(DEAL, 3);

        Answer answer = org.get(DEAL + "/snapshot");

        assertThat(answer.body()).contains("\"status\":\"ready\",\"settled\":true");
        Answer stream = org.get(DEAL, "Accept", "text/event-stream", "Last-Event-ID", lastId(answer));
        assertThat(stream.status()).isEqualTo(204);
    }

    @Test
    void continuesAsAStreamFromExactlyThatState() {
        Deal deal = org.deal(7);
        org.write(deal.started(1), deal.progressed(1, 10));
        awaitEvents(DEAL, 2);
        String id = lastId(org.get(DEAL + "/snapshot"));
        org.write(deal.progressed(1, 20));

        try (SseClient client = org.stream(DEAL, "Last-Event-ID", id)) {
            org.write(deal.progressed(1, 30));
            assertThat(client.awaitEvents(2))
                    .extracting(frame -> frame.data().replaceFirst(".*\"progress\":(\\d+).*", "$1"))
                    .containsExactly("20", "30");
        }
    }

    @ParameterizedTest
    @CsvSource({"'\"%s\"',304", "'W/\"%s\"',304", "'\"other\", \"%s\"',304", "*,304", "'\"other\"',200"})
    void sendsNothingThatTheClientHas(String condition, int status) {
        org.write(org.deal(7).started(1));
        awaitEvents(DEAL, 1);
        String id = lastId(org.get(DEAL + "/snapshot"));

        Answer answer = org.get(DEAL + "/snapshot", "If-None-Match", condition.formatted(id));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("ETag")).contains('"' + id + '"');
        assertThat(answer.body().isEmpty()).isEqualTo(status == 304);
    }

    @ParameterizedTest
    @ValueSource(strings = {DEAL, BATCH})
    void isForTheCachesOfTheOneWhoAskedOnly(String path) {
        org.write(org.deal(7).started(1), org.batch("b-1").processed(1, "1/2"));
        awaitEvents(path, 1);

        Answer first = org.get(path + "/snapshot");
        Answer again = org.get(path + "/snapshot", "If-None-Match", '"' + lastId(first) + '"');

        for (Answer answer : List.of(first, again)) {
            assertThat(answer.header("Cache-Control")).contains("private, no-cache");
            assertThat(answer.header("Vary").orElseThrow()).contains("Authorization", "X-API-Key");
        }
    }

    @Test
    void changesItsTagWithTheStateAndOnlyThen() {
        org.write(org.deal(7).started(1));
        awaitEvents(DEAL, 1);
        String before = lastId(org.get(DEAL + "/snapshot"));
        org.write(org.deal(8).started(1), org.batch("b").processed(1, "1/2"));
        awaitEvents("/v1/events/deals/8", 1);
        String unchanged = lastId(org.get(DEAL + "/snapshot"));
        org.write(org.deal(7).progressed(1, 5));
        awaitEvents(DEAL, 2);
        String after = lastId(org.get(DEAL + "/snapshot"));

        assertThat(unchanged).isEqualTo(before);
        assertThat(after).isNotEqualTo(before);
        assertThat(org.get(DEAL + "/snapshot", "If-None-Match", '"' + before + '"')
                        .status())
                .isEqualTo(200);
    }

    private static ProducerRecord<byte[], byte[]> at(ProducerRecord<byte[], byte[]> record, String time) {
        return Records.header(record, "ce_time", time);
    }

    private void awaitEvents(String stream, int count) {
        try (SseClient client = org.stream(stream + "?since=" + began)) {
            client.await(frame -> Frames.pipeline(client).size() >= count);
        }
    }

    private static String lastId(Answer answer) {
        Matcher matcher = LAST_ID.matcher(answer.body());
        assertThat(matcher.find()).as(answer.body()).isTrue();
        return matcher.group(1);
    }
}
