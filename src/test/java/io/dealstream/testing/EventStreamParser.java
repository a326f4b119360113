package io.dealstream.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// Parses an event stream as a browser does, by the section "Interpreting an event stream" of the HTML
/// standard, which tolerates every error. One for each connection.
final class EventStreamParser {

    /// What a parser finds.
    interface Found {
        void message(EventSourceClient.Message message);

        void retry(long millis);

        /// A block has ended: from now on this is the id to reconnect with.
        void lastEventId(String id);
    }

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Found found;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean afterCarriageReturn;
    private boolean first = true;

    private final StringBuilder data = new StringBuilder();
    private String type = "";
    private String id;

    /// @param lastEventId the id so far. The standard's letter begins each connection with an empty one, which
    ///     would lose the place when a connection brings a `retry` and breaks off; browsers keep it, and so does
    ///     this.
    EventStreamParser(String lastEventId, Found found) {
        this.id = lastEventId;
        this.found = found;
    }

    void add(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            byte b = bytes[i];
            if (b == '\r' || (b == '\n' && !afterCarriageReturn)) {
                endLine();
            } else if (b != '\n') {
                line.write(b);
            }
            afterCarriageReturn = b == '\r';
        }
    }

    private void endLine() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (first && text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(1);
        }
        first = false;
        int colon = text.indexOf(':');
        if (text.isEmpty()) {
            endBlock();
        } else if (colon < 0) {
            field(text, "");
        } else if (colon > 0) {
            int value = text.startsWith(" ", colon + 1) ? colon + 2 : colon + 1;
            field(text.substring(0, colon), text.substring(value));
        }
    }

    private void field(String name, String value) {
        switch (name) {
            case "event" -> type = value;
            case "data" -> data.append(value).append('\n');
            case "id" -> id = value.indexOf('\0') < 0 ? value : id;
            case "retry" -> {
                if (value.matches("[0-9]{1,18}")) {
                    found.retry(Long.parseLong(value));
                }
            }
            default -> {
                // Ignored, says the standard.
            }
        }
    }

    private void endBlock() {
        found.lastEventId(id);
        if (!data.isEmpty()) {
            data.setLength(data.length() - 1);
            String name = type.isEmpty() ? "message" : type;
            found.message(new EventSourceClient.Message(name, data.toString(), id, Instant.now()));
        }
        data.setLength(0);
        type = "";
    }
}
