package io.dealstream.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.commands.MakeKey;
import io.dealstream.testing.GuardedKafka;
import io.dealstream.testing.GuardedKafka.Proof;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
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
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] all = new String[arguments.length + 2];
        all[0] = "--config";
        all[1] = file.toString();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        int code = MakeKey.line(new BufferedReader(new StringReader("")), Map.of(), new SecureRandom())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
        return new Result(code, out.toString(), err.toString());
    }
}
