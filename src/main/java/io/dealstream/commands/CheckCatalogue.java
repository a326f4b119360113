package io.dealstream.commands;

import io.dealstream.catalogue.Catalogue;
import io.dealstream.catalogue.Entry;
import io.dealstream.decode.RecordDecoder;
import io.dealstream.kafka.EventTopics;
import io.dealstream.kafka.KafkaClients;
import io.dealstream.kafka.Traffic;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command behind `bin/check-catalogue`: reads what is on the topics with the catalogue as it is and with a changed
/// one, by the service's own decoder, and tells which events would become dead letters. It only reads.
@Command(
        name = "check-catalogue",
        sortOptions = false,
        usageHelpWidth = 120,
        exitCodeOnExecutionException = CheckCatalogue.FAILED,
        description = {
            "Tells which events on the topics a change of schemas would turn into dead letters, by type, field and",
            "number."
        },
        footer = {
            "",
            "DEALSTREAM_TOPICS_*, DEALSTREAM_CATALOGUE_UNKNOWN_TYPES and DEALSTREAM_CATALOGUE_MAX_VALUE count as for the",
            "service.",
            "Exit status: 0 no event would become a dead letter, 1 some would, 2 it could not be found out."
        })
public final class CheckCatalogue implements Callable<Integer> {

    static final int NOTHING = 0;
    static final int REFUSALS = 1;
    static final int FAILED = 2;

    private final Map<String, String> environment;
    private final InstantSource clock;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--dir",
            paramLabel = "DIRECTORY",
            description = {
                "Schema files as for dealstream.catalogue.directory. A file may also have the name of one of",
                "Dealstream's own types, to find out what changing that would do. With an index.json it is a whole",
                "catalogue, laid out like src/main/resources/catalogue."
            })
    private @Nullable Path proposed;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "7d",
            description = "How far back: 7d (the default), 12h, 2030-01-01, 2030-01-01T00:00:00Z.")
    private String since = "";

    @Option(
            names = "--current",
            paramLabel = "DIRECTORY",
            description = "What dealstream.catalogue.directory is now (else DEALSTREAM_CATALOGUE_DIRECTORY).")
    private @Nullable Path current;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "10m",
            description = "For how long to read (${DEFAULT-VALUE}).")
    private String timeout = "";

    @Option(names = "--json", description = "One object of JSON in place of text.")
    private boolean json;

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Option(names = "--help", usageHelp = true, description = "Says this.")
    @SuppressWarnings("unused") // picocli looks whether it is given
    private boolean help;

    private CheckCatalogue(Map<String, String> environment, InstantSource clock) {
        this.environment = environment;
        this.clock = clock;
    }

    /// Exits with 0 when nothing would be refused, 1 when something would, 2 when that could not be found out.
    public static void main(String[] arguments) {
        Logger.getLogger("").setLevel(Level.OFF); // what Kafka's clients would log is said in one line
        int status = FAILED; // Java itself would say 1, which has another meaning here
        try {
            status = line(System.getenv(), InstantSource.system()).execute(arguments);
        } catch (Error e) {
            System.err.println("check-catalogue: " + e);
        } finally {
            System.exit(status);
        }
    }

    static CommandLine line(Map<String, String> environment, InstantSource clock) {
        return Complaints.of(new CheckCatalogue(environment, clock));
    }

    @Override
    public Integer call() throws IOException {
        if (spec == null) {
            throw new IllegalStateException("not called as a command");
        }
        CommandLine command = spec.commandLine();
        if (proposed == null) {
            throw new ParameterException(command, "--dir DIRECTORY is needed");
        }
        ServiceSettings settings = ServiceSettings.of(environment);
        Instant from = Times.since(since, clock.instant(), "--since", command);
        Duration limit = Times.duration(timeout, "--timeout", command);
        KafkaClients clients = kafka.clients(command, environment);

        Catalogue own = Catalogue.load();
        Optional<Path> added = Optional.ofNullable(current).or(settings.catalogue()::directory);
        Catalogue before = added.map(own::with).orElse(own);
        Catalogue after = proposed(proposed, own, added);
        EventTopics topics = new EventTopics(settings.topics());
        Tally tally = new Tally(
                before,
                after,
                new RecordDecoder(before, settings.catalogue(), topics.serving()),
                new RecordDecoder(after, settings.catalogue(), topics.serving()));
        Traffic.Coverage coverage =
                new Traffic(clients, "check", clock).read(topics.names(), from.toEpochMilli(), limit, tally::add);
        CheckReport report = new CheckReport(from, coverage, tally, notes(own, after));
        PrintWriter out = command.getOut();
        if (json) {
            report.writeJson(out);
        } else {
            report.writeText(out);
        }
        out.flush();
        if (!coverage.complete()) {
            Complaints.say(command, "time was over before all records were read: --timeout");
            return FAILED;
        }
        return tally.records(Verdict.REFUSED) > 0 ? REFUSALS : NOTHING;
    }

    /// A whole catalogue goes with the types that the service has been given now; other files take the place of these.
    private static Catalogue proposed(Path directory, Catalogue own, Optional<Path> added) {
        if (!Catalogue.isWhole(directory)) {
            return own.changedBy(directory);
        }
        Catalogue whole = Catalogue.load(directory);
        return added.map(whole::with).orElse(whole);
    }

    private static List<String> notes(Catalogue own, Catalogue proposed) {
        List<String> notes = new ArrayList<>();
        for (Entry entry : own.entries()) {
            String type = entry.type().name();
            Optional<Entry> then = proposed.find(type);
            if (then.isEmpty()) {
                notes.add(type + " is gone.");
            } else if (!then.get().schema().equals(entry.schema())) {
                notes.add(type + " is changed. It is one of Dealstream's own: a change in its files, and a build.");
            }
        }
        return notes;
    }
}
