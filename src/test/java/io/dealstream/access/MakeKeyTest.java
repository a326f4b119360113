package io.dealstream.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.commands.MakeKey;
import io.dealstream.event.Tenant;
import io.dealstream.kafka.KafkaClients;
import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.Records;
import io.dealstream.testing.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class MakeKeyTest {

    private static final EmbeddedKafka KAFKA = EmbeddedKafka.shared();

    private String topic = "";

    private record Result(int code, String out, String err) {}

    @BeforeEach
    void nameTheTopic(TestInfo test) {
        topic = "keys-" + test.getTestMethod().orElseThrow().getName();
    }

    @Test
    void makesAKeyThatTheTopicKnowsByItsHashOnly() throws Exception {
        makeTopic();

        Result made = run(
                "--tenant",
                "acme",
                "--name",
                "dashboard",
                "--scopes",
                "deals:read,org:read",
                "--max-streams=7",
                "--expires-at",
                "2030-01-01T00:00:00+01:00");

        assertThat(made.code()).isEqualTo(MakeKey.DONE);
        assertThat(made.out()).matches("sk_live_[A-Za-z0-9_-]{43}\\R");
        KeyHash hash = KeyHash.of(made.out().strip());
        assertThat(made.err()).contains(hash.hex()).doesNotContain(made.out().strip());
        assertThat(keys())
                .isEqualTo(Map.of(
                        hash,
                        new KeyRecord(
                                hash,
                                new Tenant("acme"),
                                "dashboard",
                                Set.of(Scope.DEALS_READ, Scope.ORG_READ),
                                7,
                                Instant.parse("2029-12-31T23:00:00Z"),
                                Rights.ALL,
                                KeyRecord.Status.ACTIVE)));
    }

    @Test
    void revokesByHashOrBySecretFromStandardInput() throws Exception {
        makeTopic();
        String first = run("--tenant", "acme", "--scopes", "deals:read").out().strip();
        String second = run("--tenant", "acme", "--scopes", "deals:read").out().strip();

        Result byHash = run("--revoke", KeyHash.of(first).hex());
        Result bySecret = runWith(second + "\n", "--revoke", "-");

        assertThat(List.of(byHash.code(), bySecret.code())).containsOnly(MakeKey.DONE);
        assertThat(bySecret.out() + bySecret.err()).doesNotContain(second);
        assertThat(keys().values())
                .hasSize(2)
                .allSatisfy(key -> assertThat(key.status()).isEqualTo(KeyRecord.Status.REVOKED))
                .allSatisfy(key -> assertThat(key.scopes()).containsExactly(Scope.DEALS_READ));
    }

    @Test
    void revokesAndDeletesInWhicheverPartitionAnotherWriterPutTheKey() throws Exception {
        // Given one key in two partitions, with timestamps ahead of ours
        makeTopic();
        KeyRecord key = Keys.active("spread", Scope.DEALS_READ);
        long future = System.currentTimeMillis() + 3_600_000;
        try (Records records = new Records(KAFKA.bootstrapServers())) {
            for (int partition = 1; partition < 3; partition++) {
                records.write(new ProducerRecord<>(
                        topic,
                        partition,
                        future,
                        key.hash().hex().getBytes(StandardCharsets.UTF_8),
                        KeyJson.write(key)));
            }
        }

        assertThat(run("--revoke", key.hash().hex()).code()).isEqualTo(MakeKey.DONE);
        assertThat(keys().values()).containsExactly(key.revoked());

        assertThat(run("--delete", key.hash().hex()).code()).isEqualTo(MakeKey.DONE);
        assertThat(keys()).isEmpty();
    }

    @Test
    void listsKeysWithoutAnythingThatCouldDriveATerminal() throws Exception {
        makeTopic();
        run("--tenant", "globex", "--scopes", "org:read", "--name", "b\u001b[31m");
        run("--tenant", "acme", "--scopes", "deals:read", "--name", "a", "--expires-at", "2030-01-01T00:00:00Z");

        Result list = run("--list");

        assertThat(list.out().lines().map(line -> line.replaceFirst("^[0-9a-f]{64}\t", "")))
                .containsExactly(
                        "active\tacme\tdeals:read\t2030-01-01T00:00:00Z\ta\t-",
                        "active\tglobex\torg:read\t-\tb?[31m\t-");
    }

    @Test
    void makesAKeyAsNarrowAsItsRights() throws Exception {
        makeTopic();
        String rights = "{\"deals\":[42,43],\"document_id\":15,\"view\":\"borrower\"}";

        Result made = run("--tenant", "acme", "--scopes", "deals:read", "--rights", rights);

        assertThat(made.code()).isEqualTo(MakeKey.DONE);
        KeyHash hash = KeyHash.of(made.out().strip());
        assertThat(keys().get(hash)).extracting(KeyRecord::rights).isEqualTo(RightsJson.parse(rights));
        assertThat(run("--list").out()).contains(hash.hex()).contains("\t" + rights);
        assertThat(run("--tenant", "acme", "--scopes", "deals:read", "--rights", "{\"deal\":[42]}"))
                .returns(MakeKey.MISUSED, Result::code)
                .satisfies(refused ->
                        assertThat(refused.err()).contains("--rights").contains("deal is not a member"));
    }

    @Test
    void createsTheTopicOnlyWhenAskedTo() throws Exception {
        Result refused = run("--tenant", "acme", "--scopes", "deals:read");
        Result made = run("--tenant", "acme", "--scopes", "deals:read", "--create-topic");

        assertThat(refused.code()).isEqualTo(MakeKey.FAILED);
        assertThat(refused.err()).contains("there is no topic " + topic, "--create-topic");
        assertThat(made.code()).isEqualTo(MakeKey.DONE);
        assertThat(keys()).hasSize(1);
    }

    @Test
    void refusesToRevokeOrDeleteAKeyThatIsNotThere() throws Exception {
        makeTopic();

        assertThat(run("--revoke", KeyHash.of("other").hex()).code()).isEqualTo(MakeKey.FAILED);
        assertThat(runWith("sk_live_mistyped\n", "--delete", "-").code()).isEqualTo(MakeKey.FAILED);
    }

    @Test
    void saysWhatIsWrongWithItsArgumentsWithoutQuotingThem() {
        misused("exactly one of", "--name", "x");
        misused("exactly one of", "--tenant", "acme", "--list");
        misused("--tenant takes", "--tenant", "sk_live_x y", "--scopes", "deals:read");
        misused("--scopes is needed", "--tenant", "acme");
        misused("--scopes takes deals:read, org:read", "--tenant", "acme", "--scopes", "sk_live_x");
        misused("--max-streams takes", "--tenant", "acme", "--scopes", "deals:read", "--max-streams", "sk_live_x");
        misused("--expires-at takes", "--tenant", "acme", "--scopes", "deals:read", "--expires-at", "sk_live_x");
        misused("named by its hash", "--revoke", "sk_live_x", "--topic", "api-keys");
        misused("goes with none", "--list", "--name", "sk_live_x");
        misused("no option --sk", "--sk=sk_live_x");
        misused("belongs to no option", "sk_live_x");
        misused("belongs to no option", "-sk_live_x");
        misused("--revoke needs a value", "--revoke");
        misused("file that does not exist", "--list", "--config", "sk_live_x");
    }

    @Test
    void takesClientSettingsFromAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("client.properties"), "bootstrap.servers=" + KAFKA.bootstrapServers() + "\n");
        makeTopic();

        Result list = run(Map.of(), "", "--list", "--topic", topic, "--config", file.toString());

        assertThat(list.code()).isEqualTo(MakeKey.DONE);
    }

    @Test
    void needsToKnowWhereKafkaIs() {
        Result nowhere = run(Map.of(), "", "--list");

        assertThat(nowhere.code()).isEqualTo(MakeKey.MISUSED);
        assertThat(nowhere.err()).contains("--bootstrap HOST:PORT is needed");
    }

    @Test
    void saysThatKafkaDoesNotAnswer() {
        Result unanswered = run(Map.of(), "", "--list", "--bootstrap", "127.0.0.1:1");

        assertThat(unanswered.code()).isEqualTo(MakeKey.FAILED);
        assertThat(unanswered.err()).contains("Kafka does not answer");
    }

    @Test
    void explainsItself() {
        assertThat(run(Map.of(), "").out())
                .isEqualTo(run(Map.of(), "", "--help").out());
        assertThat(run(Map.of(), "", "--help").out()).contains("--revoke", "metrics:read", "KAFKA_BOOTSTRAP_SERVERS");
    }

    private void misused(String message, String... arguments) {
        Result result = run(arguments);

        assertThat(result.code()).isEqualTo(MakeKey.MISUSED);
        assertThat(result.err()).contains(message, "--help").doesNotContain("sk_live_x");
    }

    private Result run(String... arguments) {
        return runWith("", arguments);
    }

    private Result runWith(String in, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (!all.contains("--topic") && !all.getLast().equals("--revoke")) {
            all.addAll(0, List.of("--topic", topic));
        }
        return run(Map.of("KAFKA_BOOTSTRAP_SERVERS", KAFKA.bootstrapServers()), in, all.toArray(String[]::new));
    }

    private static Result run(Map<String, String> environment, String in, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = MakeKey.line(new BufferedReader(new StringReader(in)), environment, new SecureRandom())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Result(code, out.toString(), err.toString());
    }

    private void makeTopic() {
        Topics.create(KAFKA.bootstrapServers(), List.of(new NewTopic(topic, 3, (short) 1)));
    }

    private Map<KeyHash, KeyRecord> keys() throws IOException, InterruptedException {
        return new KeyWriter(new KafkaClients(Map.of("bootstrap.servers", KAFKA.bootstrapServers())), topic)
                .read()
                .keys();
    }
}
