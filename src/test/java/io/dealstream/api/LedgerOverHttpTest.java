package io.dealstream.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealstream.access.KeyHash;
import io.dealstream.kafka.KafkaClients;
import io.dealstream.kafka.Traffic;
import io.dealstream.testing.Answer;
import io.dealstream.testing.ApiKey;
import io.dealstream.testing.Deal;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.SseFrame;
import io.dealstream.testing.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What streams, polls and snapshots leave on the ledger, in each dialect.
@QuarkusTest
@TestProfile(WithLedger.class)
class LedgerOverHttpTest extends ServiceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @BeforeEach
    void makeTheTopic() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            if (!admin.listTopics().names().get().contains(WithLedger.TOPIC)) {
                Topics.create(kafka.bootstrapServers(), List.of(new NewTopic(WithLedger.TOPIC, 2, (short) 1)));
            }
        }
        // the service has seen the topic once something is written
        await().atMost(LIMIT).until(() -> {
            service.get("/v1/events/deals/1/poll", "X-API-Key", org.key().secret());
            return !ledger().isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void recordsAStreamBeforeItsFirstEventAndAtItsEnd(TestedStream stream) {
        int before = ledger().size();
        List<SseFrame> frames;
        try (SseClient client = service.stream(stream.path(), stream.credential(org.key()))) {
            for (int i = 0; i < 3; i++) {
                records.write(stream.numbered(org.tenant(), i));
            }
            client.await(frame -> TestedStream.isProduced(frame)
                    && TestedStream.number(frame.payload().orElseThrow()) == 2);
            frames = client.frames().stream().filter(TestedStream::isProduced).toList();
            JsonNode opening = ledger(before + 1).get(before);
            assertThat(opening.path("open_end").asBoolean()).isTrue();
            assertThat(opening.path("kind").asText()).isEqualTo("stream");
            assertThat(opening.path("first_at").path("offset").isIntegralNumber())
                    .isTrue();
        }

        JsonNode closing = ledger(before + 2).get(before + 1);

        assertThat(closing.has("open_end")).isFalse();
        assertThat(closing.path("events").asInt()).isEqualTo(3);
        assertThat(closing.path("tenant").asText()).isEqualTo(org.tenant());
        assertThat(closing.path("key").asText())
                .isEqualTo(KeyHash.of(org.key().secret()).hex());
        assertThat(closing.toString()).doesNotContain(org.key().secret());
        if (stream.family().hasIds()) {
            assertThat(closing.path("first_id").asText())
                    .isEqualTo(frames.getFirst().id());
            assertThat(closing.path("last_id").asText())
                    .isEqualTo(frames.getLast().id());
        }
    }

    /// More than a stream asks for in one go waits for the record.
    @Test
    void keepsTheOrderOfALongPast() {
        for (int i = 0; i < 700; i++) {
            records.write(TestedStream.DEAL.numbered(org.tenant(), i));
        }
        await().atMost(LIMIT)
                .until(() -> service.get(
                                "/v1/events/deals/42/poll?limit=1000&since=" + (began - 1_000),
                                "X-API-Key",
                                org.key().secret())
                        .body()
                        .contains("\"n\":699"));
        for (int round = 0; round < 5; round++) {
            try (SseClient client = service.stream(
                    "/v1/events/deals/42?since=" + (began - 1_000),
                    "X-API-Key",
                    org.key().secret())) {
                assertThat(client.awaitEvents(700))
                        .extracting(frame -> TestedStream.number(frame.payload().orElseThrow()))
                        .isEqualTo(IntStream.range(0, 700).boxed().toList());
            }
        }
    }

    /// They lie anywhere, and their ids are the place where their reader stands.
    @Test
    void namesTheLastWordsOfDealsThatWereSettledBefore() {
        for (long id : List.of(7L, 8L)) {
            Deal deal = org.deal(id);
            org.write(deal.started(1), deal.completed(1), deal.updated("ready"));
            await().atMost(LIMIT)
                    .until(() -> org.get("/v1/events/deals/" + id + "/snapshot")
                            .body()
                            .contains("\"settled\":true"));
        }
        int before = ledger().size();
        try (SseClient client = org.stream("/v1/events/deals?ids=7,8")) {
            client.awaitEnd(LIMIT);
        }

        JsonNode closing = ledger(before + 2).getLast();

        assertThat(closing.path("last_words_at")).hasSize(2);
        assertThat(closing.path("events").asInt()).isEqualTo(2);
        assertThat(closing.has("first_id")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void recordsAPoll(TestedStream stream) throws IOException {
        if (!stream.family().hasIds()) {
            return;
        }
        records.write(stream.numbered(org.tenant(), 1));
        String path = stream.pollPathAnd() + "since=" + (began - 1_000);
        await().atMost(LIMIT)
                .until(() ->
                        service.get(path, stream.credential(org.key())).body().contains("\"n\":1"));

        JsonNode poll = ledger().getLast();

        assertThat(poll.path("kind").asText()).isEqualTo("poll");
        assertThat(poll.path("events").asInt()).isEqualTo(1);
        assertThat(poll.path("first_id").asText())
                .isEqualTo(poll.path("last_id").asText());
    }

    @Test
    void recordsSnapshotsAndNoneThatTheClientHasAlready() throws IOException {
        records.write(TestedStream.DEAL.numbered(org.tenant(), 1));
        records.write(TestedStream.BATCH.numbered(org.tenant(), 1));
        String[] key = {"X-API-Key", org.key().secret()};
        for (String path : List.of(
                "/v1/events/deals/42/snapshot",
                "/v1/events/batches/b-1/snapshot",
                "/v1/events/deals/snapshot?ids=42,43",
                "/v1/events/batches/snapshot?ids=b-1")) {
            await().atMost(LIMIT).until(() -> service.get(path, key).status() == 200);
            Answer answer = service.get(path, key);
            JsonNode snapshot = ledger().getLast();
            assertThat(snapshot.path("kind").asText()).as(path).isEqualTo("snapshot");
            assertThat(snapshot.path("last_id").asText())
                    .isEqualTo(
                            JSON.readTree(answer.body()).path("last_event_id").asText());
            int before = ledger().size();
            assertThat(service.get(
                                    path,
                                    "X-API-Key",
                                    org.key().secret(),
                                    "If-None-Match",
                                    answer.header("ETag").orElseThrow())
                            .status())
                    .isEqualTo(304);
            assertThat(ledger()).hasSize(before);
        }
    }

    @Test
    void saysForWhomByWhichViewAndWhatWasLeftOut() throws IOException {
        String token = Issuer.trusted()
                .token(
                        org.tenant(),
                        String.join(" ", ApiKey.ALL_SCOPES),
                        Map.of(
                                "view",
                                "borrower",
                                "user",
                                "u-1881",
                                "document_id",
                                1,
                                "types",
                                List.of("processing.progress", "processing.completed")));
        records.write(TestedStream.DEAL.numbered(org.tenant(), 1));
        String path = "/v1/events/deals/42/poll?types=processing.progress,deal_updated&document_id=1&since="
                + (began - 1_000);
        await().atMost(LIMIT)
                .until(() -> service.get(path, "Authorization", "Bearer " + token)
                        .body()
                        .contains("\"n\":1"));

        JsonNode poll = ledger().getLast();

        assertThat(poll.path("user").asText()).isEqualTo("u-1881");
        assertThat(poll.path("view").asText()).isEqualTo("borrower");
        assertThat(poll.path("view_types").toString())
                .isEqualTo("[\"deal.decision\",\"deal.status_changed\",\"processing.*\"]");
        assertThat(poll.path("types").toString()).isEqualTo("[\"processing.progress\"]");
        assertThat(poll.path("document_id").asText()).isEqualTo("1");
        assertThat(poll.path("rights_document_id").asText()).isEqualTo("1");
        assertThat(poll.has("token_subject")).isTrue();
        assertThat(poll.toString()).doesNotContain(token);
    }

    @Test
    void saysOfATicketWhoAskedForIt() throws IOException {
        String ticket = JSON.readTree(service.post(
                                "/v1/stream-tickets",
                                "{}",
                                "X-API-Key",
                                org.key().secret())
                        .body())
                .path("ticket")
                .asText();
        int before = ledger().size();
        service.stream("/v1/events/deals/42?ticket=" + ticket).close();

        JsonNode stream = ledger(before + 1).getLast();

        assertThat(stream.path("events").asInt()).isZero();
        assertThat(stream.path("key").asText())
                .isEqualTo(KeyHash.of(org.key().secret()).hex());
        assertThat(stream.toString()).doesNotContain(ticket);
    }

    /// The records of this test's organisation, in order, as soon as there are so many.
    private List<JsonNode> ledger(int count) {
        await().atMost(LIMIT).until(() -> ledger().size() >= count);
        return ledger();
    }

    private List<JsonNode> ledger() {
        KafkaClients clients = new KafkaClients(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        List<JsonNode> found = new ArrayList<>();
        new Traffic(clients, "test", InstantSource.system()).read(List.of(WithLedger.TOPIC), 0, LIMIT, record -> {
            if (isOfThisTest(record)) {
                found.add(json(record));
            }
        });
        return found;
    }

    private boolean isOfThisTest(ConsumerRecord<byte[], byte[]> record) {
        return org.tenant().equals(new String(record.key(), StandardCharsets.UTF_8));
    }

    private static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
        try {
            return JSON.readTree(record.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
