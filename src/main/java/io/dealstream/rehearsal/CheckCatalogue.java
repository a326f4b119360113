package io.dealstream.rehearsal;

import io.dealstream.access.CommandLine;
import io.dealstream.access.CommandLine.UsageException;
import io.dealstream.catalogue.Catalogue;
import io.dealstream.catalogue.CatalogueException;
import io.dealstream.catalogue.Entry;
import io.dealstream.decode.RecordDecoder;
import io.dealstream.kafka.CommandSettings;
import io.dealstream.kafka.EventTopics;
import io.dealstream.kafka.KafkaClients;
import io.dealstream.kafka.Traffic;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.common.KafkaException;

/// The command behind `bin/check-catalogue`: reads what is on the topics with the catalogue as it is and with a changed
/// one, by the service's own decoder, and tells which events would become dead letters. It only reads.
public final class CheckCatalogue {

    static final int NOTHING = 0;
    static final int REFUSALS = 1;
    static final int FAILED = 2;

    private static final String HELP = """
            Tells which events on the topics a change of schemas would turn into dead letters, by type, field and number.

            check-catalogue --dir DIRECTORY [--since 7d] [--json]

            --dir DIRECTORY            Schema files as for dealstream.catalogue.directory. A file may also have the name of one
                                       of Dealstream's own types, to find out what changing that would do. With an
                                       index.json it is a whole catalogue, laid out like src/main/resources/catalogue.
            --since TIME               How far back: 7d (the default), 12h, 2030-01-01, 2030-01-01T00:00:00Z.
            --current DIRECTORY        What dealstream.catalogue.directory is now (else DEALSTREAM_CATALOGUE_DIRECTORY).
            --timeout DURATION         For how long to read (10m).
            --json                     One object of JSON in place of text.
            --bootstrap HOST:PORT      Kafka's address (else the environment's KAFKA_BOOTSTRAP_SERVERS).
            --config FILE              Properties for Kafka's clients, such as SASL and TLS.

            DEALSTREAM_TOPICS_*, DEALSTREAM_CATALOGUE_UNKNOWN_TYPES and DEALSTREAM_CATALOGUE_MAX_VALUE count as for the service.
            Exit status: 0 no event would become a dead letter, 1 some would, 2 it could not be found out.
            """;

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;
    private final InstantSource clock;

    CheckCatalogue(PrintStream out, PrintStream err, Map<String, String> environment, InstantSource clock) {
        this.out = out;
        this.err = err;
        this.environment = environment;
        this.clock = clock;
    }

    /// Exits with 0 when nothing would be refused, 1 when something would, 2 when that could not be found out.
    public static void main(String[] arguments) {
        Logger.getLogger("").setLevel(Level.OFF); // what Kafka's clients would log is said in one line
        int status = FAILED; // Java itself would say 1, which has another meaning here
        try {
            status = new CheckCatalogue(System.out, System.err, System.getenv(), InstantSource.system())
                    .run(List.of(arguments));
        } catch (RuntimeException | Error e) {
            System.err.println("check-catalogue: " + e);
        } finally {
            System.exit(status);
        }
    }

    int run(List<String> arguments) {
        try {
            CommandLine line = new CommandLine(arguments, Options.WITH_VALUE, Options.FLAGS);
            if (line.has("--help") || arguments.isEmpty()) {
                out.print(HELP);
                return NOTHING;
            }
            Options options = Options.of(line, environment, clock.instant());
            Map<String, Object> kafka =
                    CommandSettings.read(line.value("--bootstrap"), line.value("--config"), environment);
            return check(options, new KafkaClients(kafka));
        } catch (UsageException | CommandSettings.MissingException e) {
            return failed(e.getMessage() + "; --help says more");
        } catch (CatalogueException | IOException e) {
            return failed(String.valueOf(e.getMessage()));
        } catch (KafkaException e) {
            return failed("Kafka: " + (e.getCause() == null ? e : e.getCause()).getMessage());
        }
    }

    private int check(Options options, KafkaClients clients) {
        Catalogue own = Catalogue.load();
        Catalogue current = options.current().map(own::with).orElse(own);
        Catalogue proposed = proposed(options, own);
        EventTopics topics = new EventTopics(options.topics());
        Tally tally = new Tally(
                current,
                proposed,
                new RecordDecoder(current, options.catalogue(), topics.serving()),
                new RecordDecoder(proposed, options.catalogue(), topics.serving()));
        Traffic.Coverage coverage = new Traffic(clients, "check", clock)
                .read(topics.names(), options.since().toEpochMilli(), options.timeout(), tally::add);
        Report report = new Report(options.since(), coverage, tally, notes(own, proposed));
        if (options.json()) {
            report.writeJson(out);
        } else {
            report.writeText(out);
        }
        if (!coverage.complete()) {
            return failed("time was over before all records were read: --timeout");
        }
        return tally.records(Verdict.REFUSED) > 0 ? REFUSALS : NOTHING;
    }

    /// A whole catalogue goes with the types that the service has been given now; other files take the place of these.
    private static Catalogue proposed(Options options, Catalogue own) {
        Path directory = options.proposed();
        if (!Catalogue.isWhole(directory)) {
            return own.changedBy(directory);
        }
        Catalogue whole = Catalogue.load(directory);
        return options.current().map(whole::with).orElse(whole);
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

    private int failed(String message) {
        err.println("check-catalogue: " + message);
        return FAILED;
    }
}
