package io.dealstream.api.cases;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.dealstream.event.Event;
import io.dealstream.hub.Delivery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// Makes the object that clients get for an event: `type`, `id` and `timestamp`, then the produced fields, byte
/// for byte. A produced field with one of these three names is left out, because parsers differ in which of two
/// they take. Source: cases.md, "Events".
final class CaseData {

    private static final Set<String> OURS = Set.of("type", "id", "timestamp");
    private static final JsonFactory JSON = new JsonFactory();

    private CaseData() {}

    /// The object as one line of UTF-8.
    static byte[] of(Delivery.Message message) {
        Event event = message.event();
        byte[] value = event.value();
        ByteArrayOutputStream out = new ByteArrayOutputStream(value.length + 160);
        out.writeBytes(utf8("{\"type\":\""));
        out.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(event.type().name()));
        out.writeBytes(utf8("\",\"id\":\"" + message.id() + "\",\"timestamp\":" + event.time()));
        try (JsonParser parser = JSON.createParser(value)) {
            copyFields(parser, value, out);
        } catch (IOException e) {
            throw new UncheckedIOException("a value that was JSON when it came in", e);
        }
        out.write('}');
        return out.toByteArray();
    }

    private static void copyFields(JsonParser parser, byte[] value, ByteArrayOutputStream out) throws IOException {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = !OURS.contains(parser.currentName());
            int from = (int) parser.currentTokenLocation().getByteOffset();
            parser.nextToken();
            parser.skipChildren();
            // the parser reads a string to its end only when asked
            parser.finishToken();
            int to = (int) parser.currentLocation().getByteOffset();
            if (wanted) {
                out.write(',');
                out.write(value, from, to - from);
            }
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
