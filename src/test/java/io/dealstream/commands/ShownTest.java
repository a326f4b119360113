package io.dealstream.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealstream.access.KeyHash;
import io.dealstream.access.Origin;
import io.dealstream.event.Cursor;
import io.dealstream.event.EventFilter;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import io.dealstream.event.Subject;
import io.dealstream.event.SubjectSet;
import io.dealstream.event.Tenant;
import io.dealstream.kafka.EventTopics;
import io.dealstream.kafka.FollowedTopics;
import io.dealstream.kafka.KafkaClients;
import io.dealstream.ledger.LedgerJson;
import io.dealstream.ledger.LedgerRecord;
import io.dealstream.ledger.LedgerRecord.Place;
import io.dealstream.ledger.Showing;
import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.Records;
import io.dealstream.testing.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// Who was shown what, told of a real broker's topics.
class ShownTest {

    private static final EmbeddedKafka KAFKA = EmbeddedKafka.shared();
    private static final Tenant ACME = new Tenant("acme");
    private static final StreamKey DEAL = new StreamKey(ACME, new Subject("deal", "42"));
    private static final StreamKey ORGANISATION = new StreamKey(ACME, Subject.whole("organisation"));
    private static final StreamKey SET = new StreamKey(ACME, SubjectSet.of("deal", List.of("42", "43")));
    private static final Origin KEY = new Origin.Key(KeyHash.of("secret"));

    private final String events = "events-" + UUID.randomUUID();
    private final String ledger = "shown-" + UUID.randomUUID();
    private final Map<String, String> environment = new HashMap<>();
    private final List<Position> places = new ArrayList<>();
    private Records records;
    private long began;

    private record Result(int code, String out, String err) {

        List<JsonNode> json() {
            return out.lines().map(ShownTest::parse).toList();
        }

        List<Long> offsets() {
            return json().stream()
                    .map(line -> line.path("at").asText())
                    .map(at -> Long.parseLong(at.substring(at.indexOf('@') + 1)))
                    .toList();
        }
    }

    @BeforeEach
    void make() {
        Topics.create(
                KAFKA.bootstrapServers(),
                List.of(new NewTopic(events, 1, (short) 1), new NewTopic(ledger, 1, (short) 1)));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", KAFKA.bootstrapServers());
        environment.put("DEALSTREAM_LEDGER_TOPIC", ledger);
        for (String each : List.of("PROCESSING", "DEAL", "BATCH", "CASE", "ACCOUNT", "FILE")) {
            environment.put("DEALSTREAM_TOPICS_" + each, events);
        }
        records = new Records(KAFKA.bootstrapServers());
        began = System.currentTimeMillis();
        // 0, 2, 4, ... are of deal 42
        for (int i = 0; i < 10; i++) {
            write(42 + i % 2, 1 + i % 3);
        }
    }

    @AfterEach
    void disconnect() {
        records.close();
    }

    @Test
    void tellsTheEventsOfADealBetweenTheIdsOfAStream() {
        record(showing(DEAL, "ana"), 2, 6L);

        Result result = run("--deal", "42", "--json");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.offsets()).containsExactly(2L, 4L, 6L);
        assertThat(result.json()).allSatisfy(line -> {
            assertThat(line.path("type").asText()).isEqualTo("processing.progress");
            assertThat(line.path("certain").asBoolean()).isTrue();
            assertThat(line.path("record").path("user").asText()).isEqualTo("ana");
            assertThat(line.path("record").path("key").asText())
                    .isEqualTo(KeyHash.of("secret").hex());
        });
    }

    @Test
    void findsADealOnStreamsOfItsOrganisationAndOfSets() {
        record(showing(ORGANISATION, "ana"), 1, 5L);
        record(showing(SET, "bob"), 6, 7L);

        assertThat(run("--deal", "42", "--json").offsets()).containsExactly(2L, 4L, 6L);
        assertThat(run("--deal", "43", "--json").offsets()).containsExactly(1L, 3L, 5L, 7L);
        assertThat(run("--deal", "43", "--user", "bob", "--json").offsets()).containsExactly(7L);
        assertThat(run("--deal", "44", "--json").out()).isEmpty();
        assertThat(run("--deal", "42", "--tenant", "bolt", "--json").out()).isEmpty();
    }

    @Test
    void marksWhatMayHaveBeenShown() {
        record(showing(DEAL, "ana"), 4, null);

        Result json = run("--deal", "42", "--json");
        Result text = run("--deal", "42");

        assertThat(json.offsets()).containsExactly(4L, 6L, 8L);
        assertThat(json.json()).noneMatch(line -> line.path("certain").asBoolean());
        assertThat(text.out()).hasLineCount(3).contains("ana with key ", "(may have been)");
        assertThat(text.out().lines()).allMatch(line -> line.contains("stream deals  processing.progress of document"));
    }

    @Test
    void tellsOfSnapshots() {
        LedgerRecord snapshot = new LedgerRecord(
                new Showing(Showing.Way.SNAPSHOT, KEY, "ana", "deals", SET, EventFilter.ALL, null, null, null),
                "s",
                0,
                null,
                "some-id",
                List.of(),
                0,
                began,
                began,
                false);
        write(LedgerJson.tree(snapshot).toString());

        assertThat(run("--deal", "42").out()).hasLineCount(1).contains("the state as of some-id");
        assertThat(run("--batch", "42").out()).isEmpty();
    }

    @Test
    void tellsOnlyWhatWasShownSince() {
        record(showing(DEAL, "ana"), 2, 6L);

        assertThat(run("--deal", "42", "--since", "1h", "--json").offsets()).hasSize(3);
        String later = Instant.ofEpochMilli(began).plus(Duration.ofHours(1)).toString();
        assertThat(run("--deal", "42", "--since", later, "--json").out()).isEmpty();
    }

    @Test
    void outlivesHostileRecordsAndSaysThatItMetSome() {
        String good =
                LedgerJson.tree(record(showing(DEAL, "ana\u001b[2J"), 2, 2L)).toString();
        write("");
        write("nonsense");
        write("[".repeat(100_000));
        write("{\"visit\":1}");
        write(good.replace("\"v-2\"", "\"w\"").replace("acme", "no tenant\\n"));
        write(good.replace("\"v-2\"", "\"w\"").replace("\"partition\":0", "\"partition\":-1"));
        write(good.replace("\"v-2\"", "\"w\"").replaceAll("\"first_id\":\"[^\"]*\"", "\"first_id\":{}"));
        records.write(new ProducerRecord<>(ledger, null, null));

        Result result = run("--deal", "42");

        assertThat(result.code()).isEqualTo(Shown.INCOMPLETE);
        assertThat(result.out()).hasLineCount(1).doesNotContain("\u001b");
        assertThat(result.err()).contains("8 records of " + ledger + " are none of the ledger's");
    }

    @Test
    void tellsNothingWhereNobodyHasWrittenAnEventYet() {
        for (String each : List.of("PROCESSING", "DEAL", "BATCH", "CASE", "ACCOUNT", "FILE")) {
            environment.put("DEALSTREAM_TOPICS_" + each, "nowhere-" + each);
        }

        Result result = run("--deal", "42");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).isEmpty();
    }

    @Test
    void saysWhatItNeeds() {
        assertThat(run().code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run("--deal", "x").code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run("--deal", "42", "--batch", "b").code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run("--deal", "42", "--since", "soon").code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run("--help").out()).contains("--deal", "--since", "Exit status");
        environment.remove("DEALSTREAM_LEDGER_TOPIC");
        assertThat(run("--deal", "42").err()).contains("--topic is needed");
        Result missing = run("--deal", "42", "--topic", "nowhere-" + UUID.randomUUID());
        assertThat(missing.code()).isEqualTo(Shown.INCOMPLETE);
        assertThat(missing.err()).contains("none of the topics exists");
    }

    private Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Shown.line(environment, InstantSource.system())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Result(code, out.toString(), err.toString());
    }

    private void write(long deal, int document) {
        var written = records.write(Records.event(
                events,
                ACME.id(),
                "processing.progress",
                Long.toString(deal),
                "{\"deal_id\":%d,\"statement_id\":%d,\"stage\":\"screening\",\"progress\":1}"
                        .formatted(deal, document)));
        places.add(new Position(partition(), written.offset(), written.timestamp()));
    }

    private Partition partition() {
        if (!places.isEmpty()) {
            return places.getFirst().partition();
        }
        Map<String, String> names = new HashMap<>(environment);
        EventTopics topics = new EventTopics(ServiceSettings.of(names).topics());
        try (Admin admin = new KafkaClients(Map.of("bootstrap.servers", KAFKA.bootstrapServers())).admin("test")) {
            return topics.partitions(
                            FollowedTopics.list(admin, topics.names(), Duration.ofSeconds(10), InstantSource.system()))
                    .getFirst();
        }
    }

    private static Showing showing(StreamKey stream, @Nullable String user) {
        return new Showing(Showing.Way.STREAM, KEY, user, "deals", stream, EventFilter.ALL, null, null, null);
    }

    /// @param last null: open
    private LedgerRecord record(Showing showing, int first, @Nullable Long last) {
        LedgerRecord record = new LedgerRecord(
                showing,
                "v-" + first,
                0,
                new Place(id(showing.stream(), first), places.get(first)),
                last == null ? null : id(showing.stream(), last),
                List.of(),
                1,
                began,
                began + 60_000,
                last == null);
        write(LedgerJson.tree(record).toString());
        return record;
    }

    private String id(StreamKey stream, long offset) {
        return new Cursor(
                        began - 180_000,
                        List.of(new Cursor.Mark(places.getFirst().partition().tag(), 0, offset)))
                .encode(stream);
    }

    private void write(String value) {
        records.write(new ProducerRecord<>(
                ledger, ACME.id().getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonNode parse(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
