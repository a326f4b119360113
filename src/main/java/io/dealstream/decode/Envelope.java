package io.dealstream.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A CloudEvent in structured mode: attributes and data in one JSON object.
///
/// The data is cut out of the record's bytes and not written anew, so its numbers keep their digits.
/// `data_base64` is accepted, too: some libraries write it whenever they are given bytes.
final class Envelope {

    private final Attributes attributes = new Attributes();
    private int from = -1;
    private int to = -1;
    private byte @Nullable [] decoded;

    private Envelope() {}

    static Envelope read(JsonParser parser) throws IOException, RecordRejectedException {
        Envelope envelope = new Envelope();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (name) {
                case "data" -> envelope.readData(parser);
                case "data_base64" -> envelope.decoded = token == JsonToken.VALUE_NULL ? null : parser.getBinaryValue();
                default -> envelope.readAttribute(name, parser);
            }
            parser.skipChildren();
        }
        return envelope;
    }

    private void readAttribute(String name, JsonParser parser) throws IOException, RecordRejectedException {
        Attribute attribute = Attribute.ofMember(name);
        if (attribute != null) {
            attributes.put(attribute, parser);
        }
    }

    private void readData(JsonParser parser) throws IOException {
        from = -1;
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            from = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            parser.finishToken();
            to = (int) parser.currentLocation().getByteOffset();
        }
    }

    Attributes attributes() {
        return attributes;
    }

    /// The bytes of the data.
    ///
    /// @param bytes the bytes from which the envelope was read
    /// @throws RecordRejectedException when there is no data, or both `data` and `data_base64`
    byte[] data(JsonBytes bytes) throws RecordRejectedException {
        if (from >= 0 && decoded != null) {
            throw new RecordRejectedException(Reason.BAD_ATTRIBUTE, "data and data_base64 exclude each other");
        }
        if (from >= 0) {
            return bytes.slice(from, to);
        }
        if (decoded != null) {
            return decoded;
        }
        throw new RecordRejectedException(Reason.NOT_AN_OBJECT, "data is missing");
    }
}
