package io.dealstream.commands;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dealstream.access.KeyHash;
import io.dealstream.access.Origin;
import io.dealstream.event.Event;
import io.dealstream.event.Position;
import io.dealstream.ledger.LedgerJson;
import io.dealstream.ledger.LedgerRecord;
import io.dealstream.ledger.Showing;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;

/// Prints what [Search] finds: a line for each event and snapshot.
final class ShownReport implements Search.Teller {

    private static final int SHOWN_DIGITS = 8;

    private final PrintWriter out;
    private final boolean json;

    /// @param json whether lines of JSON rather than text
    ShownReport(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    @Override
    public void event(LedgerRecord record, Event event, boolean certain) {
        if (json) {
            ObjectNode line = JsonNodeFactory.instance.objectNode();
            line.put("type", event.type().name());
            line.put("event_id", event.id());
            line.put("document_id", event.document());
            line.put("time", Instant.ofEpochMilli(event.time()).toString());
            line.put("at", place(event.position()));
            line.put("certain", certain);
            line.set("record", LedgerJson.tree(record));
            out.println(line);
            return;
        }
        print(
                record,
                event.type().name()
                        + (event.document() == null ? "" : " of document " + event.document())
                        + ", " + event.id() + " at " + place(event.position())
                        + (certain ? "" : " (may have been)"));
    }

    @Override
    public void snapshot(LedgerRecord record) {
        if (json) {
            ObjectNode line = JsonNodeFactory.instance.objectNode();
            line.set("record", LedgerJson.tree(record));
            out.println(line);
            return;
        }
        print(record, "the state as of " + record.lastId());
    }

    private void print(LedgerRecord record, String what) {
        Showing showing = record.showing();
        String line = Instant.ofEpochMilli(record.from())
                + " to " + Instant.ofEpochMilli(record.to())
                + "  " + showing.stream().tenant().id()
                + "  " + who(showing)
                + "  " + showing.way().name().toLowerCase(Locale.ROOT) + " " + showing.endpoint()
                + (showing.view() == null ? "" : " by view " + showing.view())
                + "  " + what;
        // what stands there was written by others
        out.println(line.replaceAll("\\p{Cntrl}", "?"));
    }

    private static String who(Showing showing) {
        String credential = switch (showing.origin()) {
            case Origin.Key(KeyHash hash) -> "key " + hash.hex().substring(0, SHOWN_DIGITS) + "...";
            case Origin.User(String issuer, String subject) ->
                "token of " + subject + (issuer.isEmpty() ? "" : " by " + issuer);
            case Origin.Anonymous() -> "anybody";
        };
        return showing.user() == null ? credential : showing.user() + " with " + credential;
    }

    private static String place(Position position) {
        return position.partition().topic() + "-" + position.partition().index() + "@" + position.offset();
    }
}
