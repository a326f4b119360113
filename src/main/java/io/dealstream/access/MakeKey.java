package io.dealstream.access;

import io.dealstream.access.CommandLine.UsageException;
import io.dealstream.kafka.KafkaClients;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/// The command behind `bin/make-key`: makes, revokes, deletes and lists API keys on the topic of keys.
///
/// The secret of a new key goes to standard output, alone, and nowhere else; what is for people goes to standard
/// error. A secret is never taken from the command line, where other users of the machine could read it.
public final class MakeKey {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int MISUSED = 2;

    /// How long Kafka's clients try, in ms, before the command gives up.
    private static final Map<String, Object> PATIENCE = Map.of(
            "request.timeout.ms", 5_000,
            "default.api.timeout.ms", 10_000,
            "max.block.ms", 10_000,
            "delivery.timeout.ms", 10_000);

    private static final Set<String> FLAGS = Set.of("--list", "--create-topic", "--help");
    private static final Set<String> OPTIONS = Set.of(
            "--bootstrap",
            "--topic",
            "--config",
            "--tenant",
            "--name",
            "--scopes",
            "--max-streams",
            "--expires-at",
            "--rights",
            "--revoke",
            "--delete");

    private static final String HELP = """
            Makes API keys for Dealstream and writes them to their Kafka topic.

            make-key --tenant TENANT --scopes SCOPE[,SCOPE] [--name NAME] [--max-streams N] [--expires-at TIME]
                     [--rights JSON]
                Makes a key. Prints its secret, once; the topic only gets its hash.
            make-key --revoke HASH     Revokes a key: its streams end, and it stays on the list.
            make-key --delete HASH     Deletes a key: its streams end, and nothing stays.
            make-key --list            Lists the keys with their hashes.

            In place of HASH, - reads the hash or the secret itself from standard input.

            --bootstrap HOST:PORT      Kafka's address (else the environment's KAFKA_BOOTSTRAP_SERVERS).
            --config FILE              Properties for Kafka's clients, such as SASL and TLS.
            --topic NAME               The topic of keys (api-keys).
            --create-topic             Creates the topic, compacted, where it does not exist.
            --expires-at TIME          Such as 2030-01-01T00:00:00Z; without it a key holds for ever.
            --max-streams N            Streams that may be open at once with the key.
            --scopes SCOPES            Any of %s.
            --rights JSON              How much less it may read: any of deals, batches, cases (lists of ids), document_id,
                                       types (of events), view, user; such as '{"deals":[42,43],"view":"borrower"}'.
            """.formatted(Scope.names());

    private final Console console;
    private final Map<String, String> environment;
    private final RandomGenerator random;

    /// Where the command reads and writes.
    record Console(BufferedReader in, PrintStream out, PrintStream err) {}

    /// What was asked for cannot be done.
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    MakeKey(Console console, Map<String, String> environment, RandomGenerator random) {
        this.console = console;
        this.environment = environment;
        this.random = random;
    }

    /// Exits with 0 when done, 1 when Kafka or the keys there forbid it, 2 when the arguments make no sense.
    public static void main(String[] arguments) {
        Logger.getLogger("").setLevel(Level.OFF); // what Kafka's clients would log is said in one line
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Console console = new Console(in, System.out, System.err);
        System.exit(new MakeKey(console, System.getenv(), new SecureRandom()).run(List.of(arguments)));
    }

    int run(List<String> arguments) {
        try {
            CommandLine line = new CommandLine(arguments, OPTIONS, FLAGS);
            if (line.has("--help") || arguments.isEmpty()) {
                console.out().print(HELP);
            } else {
                KeyTask task = KeyTask.read(line);
                KeyWriter topic = new KeyWriter(
                        new KafkaClients(kafka(line)), line.value("--topic").orElse("api-keys"));
                new KeyDesk(topic, console, random).perform(task, line.has("--create-topic"));
            }
            return DONE;
        } catch (UsageException e) {
            say(e.getMessage() + "; --help says more");
            return MISUSED;
        } catch (TimeoutException e) {
            say("Kafka does not answer in time: " + e.getMessage());
            return FAILED;
        } catch (KafkaException e) {
            say("Kafka: " + (e.getCause() == null ? e : e.getCause()).getMessage());
            return FAILED;
        } catch (RefusedException | IOException e) {
            say(String.valueOf(e.getMessage()));
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private Map<String, Object> kafka(CommandLine line) throws UsageException, IOException {
        Map<String, Object> config = new HashMap<>(PATIENCE);
        Optional<String> file = line.value("--config");
        if (file.isPresent()) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(Path.of(file.get()))) {
                properties.load(reader);
            } catch (NoSuchFileException e) {
                throw new UsageException("--config names a file that does not exist");
            }
            properties.forEach((name, value) -> config.put(name.toString(), value));
        }
        line.value("--bootstrap")
                .or(() -> Optional.ofNullable(environment.get("KAFKA_BOOTSTRAP_SERVERS")))
                .ifPresent(address -> config.put("bootstrap.servers", address));
        if (!config.containsKey("bootstrap.servers")) {
            throw new UsageException("--bootstrap HOST:PORT is needed");
        }
        return config;
    }

    private void say(String message) {
        console.err().println("make-key: " + message);
    }
}
