package io.dealstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.testing.Answer;
import io.dealstream.testing.ApiKey;
import io.dealstream.testing.BareRoot;
import io.dealstream.testing.BrokerProcess;
import io.dealstream.testing.ChildProcess;
import io.dealstream.testing.Consumed;
import io.dealstream.testing.Loopback;
import io.dealstream.testing.Organisation;
import io.dealstream.testing.PackagedApplication;
import io.dealstream.testing.Records;
import io.dealstream.testing.Service;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.SseFrame;
import io.dealstream.testing.Topics;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.util.KeyUtils;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The application as it is shipped, on a JVM or native, in a process of its own: each thing that a native executable
/// could have left out. On a JVM the run also makes the cache that later starts are quicker with, `app.aot`.
///
/// With `-Dpackaged.dockerfile` what runs is that image's content, in a bare root.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PackagedIT {

    private static final String ISSUER = "https://issuer.example";
    private static final String WORKSPACE = "it-workspace";
    private static final Path SCHEMAS = Path.of("deployment", "catalogue", "schemas");
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    /// With time for the JVM to write the cache.
    private static final Duration STOP_LIMIT = Duration.ofMinutes(5);

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private static Path folder;

    private static BrokerProcess broker;
    private static KeyPair issuer;
    private static ChildProcess process;
    private static Service service;
    private static Records records;
    private static Organisation org;

    @BeforeAll
    static void start() throws Exception {
        broker = BrokerProcess.started(Files.createDirectory(folder.resolve("kafka")));
        issuer = KeyUtils.generateKeyPair(2048);
        String dockerfile = System.getProperty("packaged.dockerfile", "");
        BareRoot image = dockerfile.isEmpty() ? null : BareRoot.of(Path.of(dockerfile));
        Path publicKey = image == null ? folder.resolve("issuer.pem") : image.etc("issuer.pem");
        Files.writeString(publicKey, pem(issuer.getPublic()));

        Path schemas = image == null ? SCHEMAS : image.etc("catalogue");
        if (image != null) {
            Files.createDirectory(schemas);
            Files.copy(SCHEMAS.resolve("deal.archived.schema.json"), schemas.resolve("deal.archived.schema.json"));
        }

        int port = Loopback.freePort();
        // in the form that containers are configured in
        Map<String, String> environment = Map.of(
                "DEALSTREAM_CATALOGUE_DIRECTORY",
                image == null ? schemas.toString() : "/etc/catalogue",
                "QUARKUS_HTTP_HOST",
                Loopback.HOST,
                "QUARKUS_HTTP_PORT",
                Integer.toString(port),
                "KAFKA_BOOTSTRAP_SERVERS",
                broker.bootstrapServers(),
                "MP_JWT_VERIFY_ISSUER",
                ISSUER,
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                image == null ? publicKey.toUri().toString() : "file:///etc/issuer.pem",
                "DEALSTREAM_UPDATES_WORKSPACE",
                WORKSPACE,
                // so little that a client who comes back is served from Kafka
                "DEALSTREAM_HUB_SLACK",
                "1s",
                "DEALSTREAM_HUB_JOURNAL_AGE",
                "3s");
        Path log = Files.createDirectories(Path.of("target", "packaged")).resolve("application.log");
        process = new ChildProcess(image == null ? training() : image.command(), environment, log);
        process.start();
        service = new Service(port);
        service.awaitReady(START_LIMIT);
        records = new Records(broker.bootstrapServers());
        org = Organisation.create(service, records);
    }

    @AfterAll
    static void stop() {
        records.close();
        process.close();
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "lz4", "snappy", "zstd"})
    void readsRecordsThatWereCompressedWith(String codec) {
        try (Records producer = Records.compressed(broker.bootstrapServers(), codec);
                SseClient client = org.stream("/v1/events/org?types=deal.created")) {
            // long and dull, so that it is worth compressing
            String name = codec + "-".repeat(2_000);

            producer.write(org.deal(7).created(name));

            SseFrame frame = client.await(event -> event.is("deal.created"));
            assertThat(frame.payload().orElseThrow()).contains("\"" + name + "\"");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /v1/events/deals/42        | processing-events | processing.progress      | "deal_id":42,"statement_id":1,"stage":"ocr","progress":1
            /v1/events/batches/b-1     | batch-events      | batch.document_processed | "batch_id":"b-1","document_id":1,"status":"completed","progress":"1/9"
            /v1/events/org             | deal-events       | deal.created             | "deal_id":43,"business_name":"Bolt","created_by":"ana"
            /cases/c-1/progress/stream | case-events       | file.analysis.progress   | "case_id":"c-1","file_id":"f-1","stage":"ocr","progress":1
            /v1/events/deals/45        | deal-events       | deal.archived            | "deal_id":45,"reason":"funded"
            /api/updates               | file-events       | file_created             | "path":"/a.pdf"
            """)
    void bringsEventsToEveryStreamOfAnApiKey(String path, String topic, String type, String fields) {
        try (SseClient client = org.stream(path)) {
            records.write(event(topic, org.tenant(), type, fields));

            assertThat(client.awaitEvents(1).getFirst().raw()).contains(type);
        }
    }

    @Test
    void admitsByAJsonWebToken() {
        String token = token("ana", WORKSPACE);
        try (SseClient account = service.stream("/api/v1/events", "Authorization", "Bearer " + token);
                SseClient deals = service.stream("/v1/events/org?token=" + token)) {
            records.write(event(Topics.ACCOUNTS, "ana", "ai.response.complete", "\"conversation_id\":\"c\""));
            records.write(event(
                    Topics.DEALS,
                    WORKSPACE,
                    "deal.created",
                    "\"deal_id\":1,\"business_name\":\"A\",\"created_by\":\"b\""));

            assertThat(account.awaitEvents(1)).singleElement().matches(frame -> frame.is("ai.response.complete"));
            assertThat(deals.awaitEvents(1)).singleElement().matches(frame -> frame.is("deal.created"));
        }
        assertThat(service.get("/api/v1/events", "Authorization", "Bearer " + token + "x")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void issuesTickets() {
        Answer issued = service.send(
                "POST", "/v1/stream-tickets", "X-API-Key", org.key().secret());
        Matcher ticket = Pattern.compile("\"ticket\":\"([^\"]+)\"").matcher(issued.body());

        assertThat(issued.status()).isEqualTo(200);
        assertThat(ticket.find()).as(issued.body()).isTrue();
        try (SseClient client = service.stream("/v1/events/org?ticket=" + ticket.group(1))) {
            assertThat(client.status()).isEqualTo(200);
        }
    }

    @Test
    void refusesInTheFormOfEachDialect() {
        assertThat(service.get("/v1/events/org").body()).matches("\\{\"detail\":\".+\",\"code\":\"AUTH_REQUIRED\".*}");
        assertThat(org.get("/v1/events/org?types=none").body())
                .contains("\"errors\":[{\"field\":\"types\",\"message\":");
        assertThat(service.get("/api/v1/events").body()).matches("\\{\"type\":\"/errors/.+\",\"title\":.+}");
        assertThat(service.get("/cases/c/progress/stream").body()).matches("\\{\"error_code\":\"request\\..+}");
        assertThat(service.get("/api/updates", "Accept", "text/html").body()).matches("\\{\"error\":\".+\"}");
    }

    @Test
    void tellsTheStateOfADealInSnapshotAndPoll() {
        records.write(event(
                Topics.PROCESSING,
                org.tenant(),
                "processing.progress",
                "\"deal_id\":44,\"statement_id\":1,\"stage\":\"ocr\",\"progress\":1"));

        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(org.get("/v1/events/deals/44/snapshot").status())
                                .isEqualTo(200));
        Answer snapshot = org.get("/v1/events/deals/44/snapshot");
        Answer poll = org.get("/v1/events/deals/44/poll?since=2020-01-01T00:00:00Z");

        assertThat(snapshot.body()).contains("\"document_id\":1", "\"stage\":\"ocr\"", "\"last_event_id\":\"");
        assertThat(snapshot.header("ETag")).isPresent();
        assertThat(poll.body()).contains("\"events\":[{\"id\":\"", "\"type\":\"processing.progress\"");
    }

    @Test
    void servesWhatMemoryNoLongerHoldsFromKafka() {
        String since;
        try (SseClient client = org.stream("/v1/events/org?types=deal.created")) {
            records.write(org.deal(8).created("first"));
            records.write(org.deal(8).created("second"));
            since = client.awaitEvents(2).getFirst().id();
        }

        Awaitility.await().atMost(LIMIT).untilAsserted(() -> {
            try (SseClient client =
                    org.stream("/v1/events/org?types=deal.created", "Last-Event-ID", String.valueOf(since))) {
                assertThat(client.awaitEvents(1).getFirst().payload().orElseThrow())
                        .contains("\"second\"");
            }
            assertThat(service.get("/q/metrics").body())
                    .containsPattern("dealstream_history_served_total(\\{.*})? [1-9]");
        });
    }

    @Test
    void setsRecordsAsideThatAreNoEvents() {
        String topic = Topics.PROCESSING + "-dead-letters";
        records.write(event(Topics.PROCESSING, org.tenant(), "processing.progress", "\"deal_id\":\"forty\""));

        ConsumerRecord<byte[], byte[]> letter = Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions() // no such topic yet
                .until(
                        () -> Consumed.atLeast(1, broker.bootstrapServers(), topic, Duration.ofSeconds(5)),
                        letters -> !letters.isEmpty())
                .getFirst();

        assertThat(letter.value()).asString(StandardCharsets.UTF_8).isEqualTo("{\"deal_id\":\"forty\"}");
        assertThat(letter.headers().lastHeader("dead-letter-reason")).isNotNull();
    }

    @Test
    void describesItself() {
        assertThat(service.get("/q/health/live").status()).isEqualTo(200);
        assertThat(service.get("/q/metrics").body())
                .contains("dealstream_streams_open", "dealstream_events_published_total", "dealstream_kafka_lag");
        assertThat(service.get("/q/openapi").body()).contains("/v1/events/deals/{deal_id}");
        assertThat(service.get("/openapi").body()).contains("/v1/events/deals/{deal_id}");
        assertThat(service.get("/asyncapi").body()).contains("processing.progress", "deal.archived");
        assertThat(service.get("/asyncapi", "Accept", "application/json").body())
                .startsWith("{");
        assertThat(org.get("/v1/operations").body()).contains("\"dealstream.streams.open\"");
        assertThat(service.get("/").body()).contains("<!doctype html>");
        assertThat(service.get("/q/swagger-ui/").status()).isEqualTo(200);
    }

    /// From this the AOT cache has the profiles for what a replica does as soon as it has started: many readers come
    /// back at once, half of them to the same deal.
    @RepeatedTest(4)
    @Order(Integer.MAX_VALUE - 2)
    void servesManyReadersAtOnce() {
        int readers = 400;
        int events = 5;
        ApiKey key = ApiKey.active("sk_test_" + UUID.randomUUID(), org.tenant(), ApiKey.ALL_SCOPES)
                .withMaxStreams(2 * readers);
        org.introduce(key);
        List<SseClient> clients = new ArrayList<>();
        try {
            for (int reader = 0; reader < readers; reader++) {
                int deal = 1_000 + Math.max(0, reader - readers / 2);
                clients.add(service.stream("/v1/events/deals/" + deal, "X-API-Key", key.secret()));
            }
            for (int event = 0; event < events; event++) {
                int percent = event;
                records.writeAll(IntStream.range(0, readers / 2)
                        .mapToObj(deal -> org.deal(1_000 + deal).progressed(1, percent))
                        .toList());
            }

            clients.forEach(client ->
                    assertThat(client.awaitEvents(events)).allMatch(frame -> frame.is("processing.progress")));
        } finally {
            clients.forEach(SseClient::close);
        }
    }

    @Test
    @Order(Integer.MAX_VALUE - 1)
    void sendsItsStreamsAwayAndEndsWithZeroAfterSigterm() {
        try (SseClient client = org.stream("/v1/events/org")) {
            int exitCode = process.stop(STOP_LIMIT);

            assertThat(client.awaitEnd(LIMIT)).isEqualTo(SseClient.End.COMPLETE);
            assertThat(client.frames().getLast().payload()).contains("{\"reason\":\"shutting_down\"}");
            assertThat(exitCode).as(process::lastWords).isZero();
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void hasToldOtherReplicasOfItselfAndThenOfItsEnd() {
        ConsumerRecord<byte[], byte[]> told = onTopicOfReplicas(record -> record.value() != null);
        ConsumerRecord<byte[], byte[]> ended = onTopicOfReplicas(record -> record.value() == null);

        assertThat(told.value()).asString().contains("\"state\":\"");
        assertThat(ended.key()).isEqualTo(told.key());
    }

    private static ConsumerRecord<byte[], byte[]> onTopicOfReplicas(Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        return Consumed.atLeast(1, broker.bootstrapServers(), Topics.REPLICAS, LIMIT, wanted)
                .getFirst();
    }

    /// On a JVM, with the options that the cache will be used with.
    private static List<String> training() {
        PackagedApplication application = PackagedApplication.built();
        Path cache = application.file().resolveSibling("app.aot");
        return application.command(
                List.of("@src/main/docker/jvm.options", "-Xmx256m", "-XX:AOTCacheOutput=" + cache), Map.of());
    }

    private static String pem(PublicKey key) {
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static ProducerRecord<byte[], byte[]> event(String topic, String tenant, String type, String fields) {
        return Records.event(topic, tenant, type, "key", "{" + fields + "}");
    }

    private static String token(String user, String organisation) {
        Instant now = Instant.now();
        return Jwt.issuer(ISSUER)
                .subject(user)
                .issuedAt(now)
                .expiresAt(now.plus(Duration.ofHours(1)))
                .claim("org_id", organisation)
                .claim("scope", String.join(" ", ApiKey.ALL_SCOPES))
                .jws()
                .keyId("key-1")
                .sign(issuer.getPrivate());
    }
}
