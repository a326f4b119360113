package io.dealstream.testing;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One block of an event stream, in the narrow form that streams.md, "Frames", demands: comments, `retry`,
/// `id`, `event`, `data` in this order, each field at most once, one space after its colon, line feeds only,
/// UTF-8.
///
/// @param raw the whole block, with the blank line that ends it
/// @param comments the texts after the colons of comments, with the space
/// @param received when its last byte arrived
public record SseFrame(
        String raw,
        List<String> comments,
        @Nullable Long retry,
        @Nullable String id,
        @Nullable String event,
        @Nullable String data,
        Instant received) {

    private static final List<String> FIELDS = List.of("retry", "id", "event", "data");

    /// Takes a block apart.
    ///
    /// @param bytes from its first byte to its blank line
    /// @throws AssertionError for whatever is not in the narrow form
    static SseFrame parse(byte[] bytes, Instant received) {
        String raw = decode(bytes);
        require(raw.length() > 2, "nothing in it", raw);
        List<String> comments = new ArrayList<>();
        @Nullable String[] values = new String[FIELDS.size()];
        int last = -1;
        for (String line : raw.substring(0, raw.length() - 2).split("\n", -1)) {
            if (line.startsWith(":")) {
                require(last < 0, "a comment after a field", raw);
                comments.add(line.substring(1));
                continue;
            }
            int colon = line.indexOf(": ");
            require(colon > 0, "a line that is neither comment nor field", raw);
            int field = FIELDS.indexOf(line.substring(0, colon));
            require(field >= 0, "an unknown field", raw);
            require(field > last, "fields twice or out of order", raw);
            values[field] = line.substring(colon + 2);
            last = field;
        }
        require(values[0] == null || values[0].matches("[0-9]{1,9}"), "a retry that is no number", raw);
        require(values[2] == null || values[3] != null, "an event without data", raw);
        Long retry = values[0] == null ? null : Long.valueOf(values[0]);
        return new SseFrame(raw, List.copyOf(comments), retry, values[1], values[2], values[3], received);
    }

    /// Whether a browser would fire an event for it.
    public boolean isEvent() {
        return data != null;
    }

    /// Whether it is of this event type.
    public boolean is(String type) {
        return type.equals(event);
    }

    /// Its data, for comparing.
    public Optional<String> payload() {
        return Optional.ofNullable(data);
    }

    private static String decode(byte[] bytes) {
        try {
            String raw = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            require(raw.indexOf('\r') < 0, "a carriage return", raw);
            require(raw.indexOf('\0') < 0, "a NUL", raw);
            require(raw.indexOf('\uFEFF') != 0, "a byte order mark", raw);
            return raw;
        } catch (CharacterCodingException e) {
            throw new AssertionError("not UTF-8: " + new String(bytes, StandardCharsets.UTF_8), e);
        }
    }

    private static void require(boolean condition, String otherwise, String raw) {
        if (!condition) {
            throw new AssertionError("a frame with " + otherwise + ":\n" + raw);
        }
    }
}
