package io.dealstream.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/// The bytes of one JSON object, read strictly. Jackson alone would accept a byte order mark, guess UTF-16 and
/// UTF-32, and ignore broken UTF-8 in what it skips.
final class JsonBytes {

    /// The deepest nesting: enough for any payload, and little enough for the clients' parsers.
    private static final int MAX_DEPTH = 128;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // names come from outside
            .build();

    private final byte[] bytes;
    private final boolean plain;

    /// @param bytes not copied
    /// @throws RecordRejectedException when they cannot be JSON in UTF-8
    JsonBytes(byte[] bytes) throws RecordRejectedException {
        this.bytes = bytes;
        this.plain = Utf8.isPlain(bytes);
        if (!plain) {
            check(bytes);
        }
    }

    private static void check(byte[] bytes) throws RecordRejectedException {
        try {
            Utf8.decode(bytes);
        } catch (CharacterCodingException e) {
            throw new RecordRejectedException(Reason.NOT_JSON, "UTF-8 expected");
        }
        if (bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
            throw new RecordRejectedException(Reason.NOT_JSON, "byte order mark");
        }
        for (byte b : bytes) {
            if (b >= 0 && b < ' ' && b != '\t' && b != '\r' && b != '\n') {
                throw new RecordRejectedException(Reason.NOT_JSON, "control character");
            }
        }
    }

    /// Reads an object from its opening brace to its closing one.
    interface Reader<T> {
        T read(JsonParser parser) throws IOException, RecordRejectedException;
    }

    /// Reads the object.
    ///
    /// @throws RecordRejectedException when the bytes are not exactly one object
    <T> T read(Reader<T> reader) throws RecordRejectedException {
        try (JsonParser parser = JSON.createParser(bytes)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new RecordRejectedException(Reason.NOT_JSON, "empty");
            }
            if (first != JsonToken.START_OBJECT) {
                throw new RecordRejectedException(Reason.NOT_AN_OBJECT, "object expected");
            }
            T result = reader.read(parser);
            if (parser.nextToken() != null) {
                throw new RecordRejectedException(Reason.NOT_JSON, "something follows the object");
            }
            return result;
        } catch (StreamConstraintsException e) {
            throw new RecordRejectedException(Reason.NOT_JSON, "nested too deeply, or a name or number is too long");
        } catch (IOException e) {
            throw new RecordRejectedException(Reason.NOT_JSON, "malformed");
        }
    }

    /// The object on one line, without blanks around it, see [LineEnds]. It is the same array where nothing has
    /// to change.
    ///
    /// Call it only after the object has been read. Between tokens a line break means no more than a blank, but
    /// inside a string it is an error that must not be mended.
    byte[] oneLine() {
        int from = 0;
        int to = bytes.length;
        while (from < to && bytes[from] != '{') {
            from++;
        }
        while (to > from && bytes[to - 1] != '}') {
            to--;
        }
        if (plain && to - from == bytes.length) {
            return bytes;
        }
        return LineEnds.without(bytes, from, to);
    }

    /// A copy of the bytes from index `from` to `to`, exclusive.
    byte[] slice(int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }
}
