package io.dealstream.commands;

import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;
import io.dealstream.kafka.CommandSettings;
import io.dealstream.kafka.KafkaClients;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command behind `bin/shown`: tells from the ledger and the events' topics who was shown what of a deal, a
/// batch or a case. It only reads.
@Command(
        name = "shown",
        sortOptions = false,
        usageHelpWidth = 120,
        description = "Tells who was shown what of a deal, a batch or a case, by the ledger of what was shown.",
        footer = {
            "",
            "What may have been shown counts, and is marked: as after a crash, of a minute of which only the beginning",
            "is on the ledger. What was shown after the command has begun is not told.",
            "DEALSTREAM_TOPICS_*, DEALSTREAM_CATALOGUE_* and DEALSTREAM_LEDGER_TOPIC count as for the service.",
            "Exit status: 0 all is told, 1 something could not be read, 2 the arguments make no sense."
        })
public final class Shown implements Callable<Integer> {

    static final int DONE = 0;
    static final int INCOMPLETE = 1;

    private final Map<String, String> environment;
    private final InstantSource clock;

    @Spec
    private @Nullable CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private About about = new About();

    /// What it is about.
    static final class About {
        @Option(names = "--deal", paramLabel = "ID", description = "The deal's id.")
        private @Nullable Long deal;

        @Option(names = "--batch", paramLabel = "ID", description = "The batch's id.")
        private @Nullable String batch;

        @Option(names = "--case", paramLabel = "ID", description = "The case's id.")
        private @Nullable String cases;

        Subject subject() {
            if (deal != null) {
                return new Subject("deal", Long.toString(deal));
            }
            return batch == null ? new Subject("case", String.valueOf(cases)) : new Subject("batch", batch);
        }
    }

    @Option(names = "--tenant", paramLabel = "TENANT", description = "Only of this organisation's.")
    private @Nullable String tenant;

    @Option(names = "--user", paramLabel = "USER", description = "Only what was shown to this user of the rights.")
    private @Nullable String user;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only what was shown since then: 7d, 12h, 2030-01-01, 2030-01-01T00:00:00Z.")
    private @Nullable String since;

    @Option(names = "--json", description = "A line of JSON for each event in place of text.")
    private boolean json;

    @Option(names = "--topic", paramLabel = "NAME", description = "The ledger's topic.")
    private @Nullable String topic;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "10m",
            description = "For how long to read (${DEFAULT-VALUE}).")
    private String timeout = "";

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Kafka's address (else the environment's KAFKA_BOOTSTRAP_SERVERS).")
    private @Nullable String bootstrap;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties for Kafka's clients, such as SASL and TLS.")
    private @Nullable String config;

    @Option(names = "--help", usageHelp = true, description = "Says this.")
    @SuppressWarnings("unused") // picocli looks whether it is given
    private boolean help;

    Shown(Map<String, String> environment, InstantSource clock) {
        this.environment = environment;
        this.clock = clock;
    }

    /// Exits with 0 when all was told, 1 when something could not be read, 2 when the arguments make no sense.
    public static void main(String[] arguments) {
        Logger.getLogger("").setLevel(Level.OFF); // what Kafka's clients would log is said in one line
        System.exit(line(System.getenv(), InstantSource.system()).execute(arguments));
    }

    static CommandLine line(Map<String, String> environment, InstantSource clock) {
        return new CommandLine(new Shown(environment, clock)).setExecutionExceptionHandler((failure, line, _) -> {
            line.getErr().println("shown: " + words(failure));
            line.getErr().flush();
            return INCOMPLETE;
        });
    }

    private static String words(Exception failure) {
        Throwable told = failure instanceof KafkaException && failure.getCause() != null ? failure.getCause() : failure;
        return failure instanceof KafkaException ? "Kafka: " + told.getMessage() : String.valueOf(told.getMessage());
    }

    @Override
    public Integer call() throws IOException {
        ServiceSettings settings = ServiceSettings.of(environment);
        String ledger = Optional.ofNullable(topic)
                .or(settings.ledger()::topic)
                .orElseThrow(() -> misuse("--topic is needed: the ledger's topic"));
        if (tenant != null && !Tenant.isValid(tenant)) {
            throw misuse("--tenant takes 1 to 128 visible characters");
        }
        KafkaClients clients;
        try {
            clients = new KafkaClients(
                    CommandSettings.read(Optional.ofNullable(bootstrap), Optional.ofNullable(config), environment));
        } catch (CommandSettings.MissingException e) {
            throw misuse(String.valueOf(e.getMessage()));
        }
        Instant from = since == null ? Instant.EPOCH : since(since);
        Search search = new Search(clients, settings, clock, duration(timeout, "--timeout"));
        PrintWriter out = commandLine().getOut();
        ShownReport report = new ShownReport(out, json);
        Search.Wanted wanted = new Search.Wanted(about.subject(), tenant, user, from);
        Search.Result result = search.tell(wanted, ledger, report);
        out.flush();
        PrintWriter err = commandLine().getErr();
        result.troubles().forEach(trouble -> err.println("shown: " + trouble));
        err.flush();
        return result.troubles().isEmpty() ? DONE : INCOMPLETE;
    }

    private Instant since(String text) {
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            return clock.instant().minus(duration(text, "--since"));
        }
    }

    private Duration duration(String text, String option) {
        return ServiceSettings.duration(text)
                .orElseThrow(() -> misuse(option + " takes a duration such as 7d"
                        + (option.equals("--since") ? ", or a time in ISO 8601" : "")));
    }

    private ParameterException misuse(String message) {
        return new ParameterException(commandLine(), message);
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("not called as a command");
        }
        return spec.commandLine();
    }
}
