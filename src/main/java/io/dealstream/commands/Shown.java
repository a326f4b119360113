package io.dealstream.commands;

import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Option(names = "--help", usageHelp = true, description = "Says this.")
    @SuppressWarnings("unused") // picocli looks whether it is given
    private boolean help;

    private Shown(Map<String, String> environment, InstantSource clock) {
        this.environment = environment;
        this.clock = clock;
    }

    /// Exits with 0 when all was told, 1 when something could not be read, 2 when the arguments make no sense.
    public static void main(String[] arguments) {
        Logger.getLogger("").setLevel(Level.OFF); // what Kafka's clients would log is said in one line
        System.exit(line(System.getenv(), InstantSource.system()).execute(arguments));
    }

    static CommandLine line(Map<String, String> environment, InstantSource clock) {
        return Complaints.of(new Shown(environment, clock));
    }

    @Override
    public Integer call() throws IOException {
        if (spec == null) {
            throw new IllegalStateException("not called as a command");
        }
        CommandLine command = spec.commandLine();
        ServiceSettings settings = ServiceSettings.of(environment);
        String ledger = Optional.ofNullable(topic)
                .or(settings.ledger()::topic)
                .orElseThrow(() -> new ParameterException(command, "--topic is needed: the ledger's topic"));
        if (tenant != null && !Tenant.isValid(tenant)) {
            throw new ParameterException(command, "--tenant takes 1 to 128 visible characters");
        }
        Instant from = since == null ? Instant.EPOCH : Times.since(since, clock.instant(), "--since", command);
        Duration limit = Times.duration(timeout, "--timeout", command);
        Search search = new Search(kafka.clients(command, environment), settings, clock, limit);
        PrintWriter out = command.getOut();
        ShownReport report = new ShownReport(out, json);
        Search.Wanted wanted = new Search.Wanted(about.subject(), tenant, user, from);
        Search.Result result = search.tell(wanted, ledger, report);
        out.flush();
        result.troubles().forEach(trouble -> Complaints.say(command, trouble));
        return result.troubles().isEmpty() ? DONE : INCOMPLETE;
    }
}
