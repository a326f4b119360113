package io.dealstream.commands;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dealstream.kafka.Traffic;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// Tells what [CheckCatalogue] has found, to people or to programs.
///
/// @param notes what somebody should know besides
record CheckReport(Instant since, Traffic.Coverage coverage, Tally tally, List<String> notes) {

    /// How many rows of one kind people are shown; programs get all.
    private static final int MOST_SHOWN = 100;

    /// One object on one line.
    void writeJson(PrintWriter out) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("since", since.toString());
        root.put("records", coverage.records());
        root.put("complete", coverage.complete());
        root.put("damaged", coverage.damaged());
        ArrayNode missing = root.putArray("missing_topics");
        coverage.missing().forEach(missing::add);
        for (Verdict verdict : Verdict.values()) {
            ArrayNode rows = root.putArray(verdict.code());
            tally.rows(verdict).forEach(row -> rows.add(object(row)));
        }
        ArrayNode said = root.putArray("notes");
        notes.forEach(said::add);
        out.println(root);
    }

    private static ObjectNode object(Tally.Row row) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", row.type())
                .put("reason", row.reason())
                .put("detail", row.detail())
                .put("records", row.records())
                .put("of", row.all())
                .put("first", row.first());
    }

    void writeText(PrintWriter out) {
        out.printf(Locale.ROOT, "%,d records since %s%n", coverage.records(), since);
        if (!coverage.complete()) {
            out.println("Time was over before all were read.");
        }
        if (coverage.damaged() > 0) {
            out.printf(Locale.ROOT, "%,d places were passed over: their bytes are damaged.%n", coverage.damaged());
        }
        if (!coverage.missing().isEmpty()) {
            out.println("Not there: " + String.join(", ", coverage.missing()));
        }
        notes.forEach(out::println);
        for (Verdict verdict : Verdict.values()) {
            section(out, verdict);
        }
    }

    private void section(PrintWriter out, Verdict verdict) {
        List<Tally.Row> rows = tally.rows(verdict);
        if (rows.isEmpty() && verdict != Verdict.REFUSED) {
            return;
        }
        String title = switch (verdict) {
            case REFUSED -> "Events that would become dead letters";
            case STILL_REFUSED -> "Dead letters already, and still";
            case TAKEN -> "Dead letters now that would be events";
        };
        out.printf(Locale.ROOT, "%n%s: %,d%n", title, tally.records(verdict));
        rows.stream()
                .limit(MOST_SHOWN)
                .forEach(row -> out.printf(
                        Locale.ROOT,
                        "  %-32s %,d of %,d  %s  %s  (first: %s)%n",
                        row.type(),
                        row.records(),
                        row.all(),
                        row.reason(),
                        row.detail(),
                        row.first()));
        if (rows.size() > MOST_SHOWN) {
            out.printf(Locale.ROOT, "  and %,d more rows; --json has them%n", rows.size() - MOST_SHOWN);
        }
    }
}
