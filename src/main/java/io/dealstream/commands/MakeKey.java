package io.dealstream.commands;

import io.dealstream.access.KeyDesk;
import io.dealstream.access.KeyDesk.RefusedException;
import io.dealstream.access.KeyHash;
import io.dealstream.access.NewKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command behind `bin/make-key`: makes, revokes, deletes and lists API keys on the topic of keys.
///
/// The secret of a new key goes to standard output, alone, and nowhere else; what is for people goes to standard
/// error. A secret is never taken from the command line, where other users of the machine could read it.
@Command(
        name = "make-key",
        sortOptions = false,
        usageHelpWidth = 136,
        description =
                "Makes API keys for Dealstream and writes them to their Kafka topic, which only gets their hashes.",
        footer = {
            "",
            "In place of HASH, - reads the hash or the secret itself from standard input.",
            "Exit status: 0 done, 1 Kafka or the keys there forbid it, 2 the arguments make no sense."
        })
public final class MakeKey implements Callable<Integer> {

    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int MISUSED = 2;

    private final BufferedReader in;
    private final Map<String, String> environment;
    private final RandomGenerator random;

    @Spec
    private @Nullable CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Task task = new Task();

    /// What it is asked to do.
    static final class Task {
        @Option(
                names = "--tenant",
                paramLabel = "TENANT",
                description = "Makes a key for this organisation. Prints its secret, once. --scopes is needed, too.")
        private @Nullable String tenant;

        @Option(
                names = "--revoke",
                paramLabel = "HASH",
                description = "Revokes a key: its streams end, and it stays on the list.")
        private @Nullable String revoke;

        @Option(
                names = "--delete",
                paramLabel = "HASH",
                description = "Deletes a key: its streams end, and nothing stays.")
        private @Nullable String delete;

        @Option(names = "--list", description = "Lists the keys with their hashes.")
        @SuppressWarnings("unused") // what is left if it is none of the others
        private boolean list;
    }

    @Mixin
    private KeyOptions newKey = new KeyOptions();

    @Option(
            names = "--topic",
            paramLabel = "NAME",
            defaultValue = "api-keys",
            description = "The topic of keys (${DEFAULT-VALUE}).")
    private String topic = "";

    @Option(names = "--create-topic", description = "Creates the topic, compacted, where it does not exist.")
    private boolean createTopic;

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Option(names = "--help", usageHelp = true, description = "Says this.")
    @SuppressWarnings("unused") // picocli looks whether it is given
    private boolean help;

    private MakeKey(BufferedReader in, Map<String, String> environment, RandomGenerator random) {
        this.in = in;
        this.environment = environment;
        this.random = random;
    }

    /// Exits with 0 when done, 1 when Kafka or the keys there forbid it, 2 when the arguments make no sense.
    public static void main(String[] arguments) {
        Logger.getLogger("").setLevel(Level.OFF); // what Kafka's clients would log is said in one line
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.exit(line(in, System.getenv(), new SecureRandom()).execute(arguments));
    }

    /// The command, ready to be called.
    ///
    /// @param random what secrets are made of
    public static CommandLine line(BufferedReader in, Map<String, String> environment, RandomGenerator random) {
        return Complaints.of(new MakeKey(in, environment, random));
    }

    @Override
    public Integer call() throws RefusedException, IOException, InterruptedException {
        CommandLine command = commandLine();
        if (task.tenant != null) {
            NewKey key = newKey.read(task.tenant, command);
            String secret = desk(command).make(key);
            command.getErr()
                    .println("Made the key with the hash " + KeyHash.of(secret)
                            + ". This is its secret, shown only now:");
            command.getOut().println(secret);
            return DONE;
        }
        if (KeyOptions.isAnyGivenTo(command)) {
            throw new ParameterException(command, "what is asked for goes with none of the options for a new key");
        }
        if (task.revoke != null) {
            KeyHash hash = hash(task.revoke);
            desk(command).revoke(hash);
            command.getErr().println("Revoked the key with the hash " + hash);
        } else if (task.delete != null) {
            KeyHash hash = hash(task.delete);
            desk(command).delete(hash);
            command.getErr().println("Deleted the key with the hash " + hash);
        } else {
            desk(command).list().forEach(command.getOut()::println);
        }
        return DONE;
    }

    private KeyDesk desk(CommandLine command) throws RefusedException, IOException, InterruptedException {
        KeyDesk desk = new KeyDesk(kafka.clients(command, environment), topic, random);
        desk.open(createTopic);
        return desk;
    }

    /// The key that was named on the command line, or on standard input.
    private KeyHash hash(String argument) throws IOException {
        if (!argument.equals("-")) {
            return KeyHash.parse(argument)
                    .orElseThrow(() -> new ParameterException(
                            commandLine(), "a key is named by its hash, or by - and standard input"));
        }
        String line = in.readLine();
        if (line == null || line.isBlank()) {
            throw new ParameterException(commandLine(), "standard input holds neither a hash nor a secret");
        }
        return KeyHash.parse(line.strip()).orElseGet(() -> KeyHash.of(line.strip()));
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("not called as a command");
        }
        return spec.commandLine();
    }
}
