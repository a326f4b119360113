package io.dealstream.decode;

import java.util.Arrays;

/// Removes line ends from a JSON object, because some clients split a stream into lines before they parse it.
///
/// Server-Sent Events end lines at CR and LF, which JSON has only between tokens. Python's `splitlines`, and so
/// httpx and requests, also splits at U+0085, U+2028 and U+2029, which JSON allows in strings, and at some
/// control characters, which JSON does not allow. Source: kafka.md, "Records".
final class LineEnds {

    private static final int ESCAPE_LENGTH = "\\u2028".length();

    private LineEnds() {}

    /// The object without line ends: line breaks between tokens become blanks, and the characters in strings
    /// are escaped.
    ///
    /// @param json holds a well-formed object
    /// @param from the index at which the object begins
    /// @param to the index behind its end
    /// @return the same array where nothing has to change
    static byte[] without(byte[] json, int from, int to) {
        int breaks = 0;
        int characters = 0;
        for (int i = from; i < to; i++) {
            byte b = json[i];
            if (b < 0) {
                characters += length(json, i) > 0 ? 1 : 0;
            } else if (b == '\r' || b == '\n') {
                breaks++;
            }
        }
        if (breaks + characters == 0) {
            return to - from == json.length ? json : Arrays.copyOfRange(json, from, to);
        }
        return changed(json, from, to, characters);
    }

    private static byte[] changed(byte[] json, int from, int to, int characters) {
        byte[] line = new byte[to - from + characters * (ESCAPE_LENGTH - 2)];
        int end = 0;
        for (int i = from; i < to; i++) {
            byte b = json[i];
            int length = b < 0 ? length(json, i) : 0;
            if (length > 0) {
                end = escape(json[i + length - 1], line, end);
                i += length - 1;
            } else {
                line[end++] = b == '\r' || b == '\n' ? (byte) ' ' : b;
            }
        }
        return end == line.length ? line : Arrays.copyOf(line, end);
    }

    /// The length in bytes of the line end at index `i`; 0 where there is none.
    private static int length(byte[] utf8, int i) {
        if (utf8[i] == (byte) 0xC2) {
            return utf8[i + 1] == (byte) 0x85 ? 2 : 0;
        }
        boolean separator = utf8[i] == (byte) 0xE2
                && utf8[i + 1] == (byte) 0x80
                && (utf8[i + 2] == (byte) 0xA8 || utf8[i + 2] == (byte) 0xA9);
        return separator ? 3 : 0;
    }

    /// @param last the character's last byte
    private static int escape(byte last, byte[] line, int at) {
        String escape = switch (last) {
            case (byte) 0x85 -> "\\u0085";
            case (byte) 0xA8 -> "\\u2028";
            default -> "\\u2029";
        };
        for (int i = 0; i < ESCAPE_LENGTH; i++) {
            line[at + i] = (byte) escape.charAt(i);
        }
        return at + ESCAPE_LENGTH;
    }
}
