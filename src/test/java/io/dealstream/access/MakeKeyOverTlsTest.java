package io.dealstream.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.testing.GuardedKafka;
import io.dealstream.testing.GuardedKafka.Proof;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `make-key --config` before a broker over TLS, as the user that `deployment/kafka/users.yaml` has for it.
class MakeKeyOverTlsTest {

    private static final GuardedKafka KAFKA = new GuardedKafka();

    @TempDir
    Path folder;

    private record Result(int code, String out, String err) {}

    @BeforeAll
    static void start() {
        KAFKA.start();
    }

    @AfterAll
    static void stop() {
        KAFKA.stop();
    }

    @Test
    void makesListsAndRevokesKeys() throws IOException {
        Result made = run(GuardedKafka.KEY_ADMIN, Map.of(), "--tenant", "acme", "--scopes", "org:read");
        Result listed = run(GuardedKafka.KEY_ADMIN, Map.of(), "--list");
        String hash = listed.out().replaceFirst("\t.*\\R", "");
        Result revoked = run(GuardedKafka.KEY_ADMIN, Map.of(), "--revoke", hash);

        assertThat(made.code()).as(made.err()).isEqualTo(MakeKey.DONE);
        assertThat(hash).isEqualTo(KeyHash.of(made.out().strip()).hex());
        assertThat(revoked.code()).as(revoked.err()).isEqualTo(MakeKey.DONE);
    }

    @Test
    void isRefusedToTheServicesOwnUser() throws IOException {
        Result result = run(GuardedKafka.USER, Map.of(), "--tenant", "acme", "--scopes", "org:read");

        assertThat(result.code()).isEqualTo(MakeKey.FAILED);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void saysInOneLineThatThePasswordIsWrong() throws IOException {
        Map<String, String> wrong = Map.of(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required"
                        + " username=\"dealstream-key-admin\" password=\"wrong-but-secret\";");

        Result result = run(GuardedKafka.KEY_ADMIN, wrong, "--list");

        assertThat(result.code()).isEqualTo(MakeKey.FAILED);
        assertThat(result.err()).contains("Authentication failed").doesNotContain("wrong-but-secret");
        assertThat(result.err().lines()).hasSize(1);
    }

    private Result run(String user, Map<String, String> changes, String... arguments) throws IOException {
        Properties settings = new Properties();
        settings.putAll(KAFKA.client(Proof.SCRAM, user));
        settings.putAll(changes);
        Path file = folder.resolve("client.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            settings.store(writer, null);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        MakeKey.Console console = new MakeKey.Console(
                new BufferedReader(new StringReader("")),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        String[] all = new String[arguments.length + 2];
        all[0] = "--config";
        all[1] = file.toString();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        int code = new MakeKey(console, Map.of(), new SecureRandom()).run(List.of(all));
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
