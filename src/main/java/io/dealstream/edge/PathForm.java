package io.dealstream.edge;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Checks that a path is in normal form, so that every program on the way reads it alike. A proxy with rules
/// for paths compares the path as sent. The framework, however, would serve `/v1/../q/metrics`, `//q/metrics`
/// and `/%71/metrics` as the path that they resolve to.
final class PathForm {

    /// Characters that every program would leave unencoded. `~` is not among them: older programs encode it.
    private static final Pattern NEEDLESSLY_ENCODED =
            Pattern.compile("%(2[DdEe]|3[0-9]|[46][1-9A-Fa-f]|[57][0-9Aa]|5[Ff])");

    private static final Pattern ENCODED_SLASH = Pattern.compile("%(?:2[Ff]|5[Cc])");
    private static final Pattern DOTS_OR_NOTHING = Pattern.compile("//|/\\.{1,2}(?:/|$)");
    private static final Pattern SLASHES = Pattern.compile("/{2,}");

    private PathForm() {}

    /// @param path the path as sent or in the spelling of [Spelling]
    static boolean isNormal(String path) {
        if (!path.startsWith("/") || path.indexOf(';') >= 0 || path.indexOf('\\') >= 0) {
            return false;
        }
        if (path.indexOf('%') < 0) {
            return !hasDots(path);
        }
        // An encoded slash belongs to its segment. But a program that decodes it must not find dots behind it.
        return !NEEDLESSLY_ENCODED.matcher(path).find()
                && !hasDots(ENCODED_SLASH.matcher(path).replaceAll("/"))
                && isUtf8(path);
    }

    /// The path that a refused path seems to mean. It decides only on the form of the refusal.
    static String shownAs(String path) {
        StringBuilder shown = new StringBuilder(path.length() + 1).append('/');
        for (int i = 0; i < path.length(); i++) {
            boolean needless = Spelling.isEncoded(path, i)
                    && NEEDLESSLY_ENCODED.matcher(path.substring(i, i + 3)).matches();
            shown.append(needless ? (char) byteAt(path, i) : path.charAt(i));
            i += needless ? 2 : 0;
        }
        return SLASHES.matcher(shown).replaceAll("/");
    }

    private static boolean hasDots(String path) {
        return DOTS_OR_NOTHING.matcher(path).find();
    }

    /// Whether the path is UTF-8. Other bytes may count as a dot or a slash somewhere: `%C0%AE`.
    private static boolean isUtf8(String path) {
        ByteBuffer bytes = ByteBuffer.allocate(path.length());
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) != '%') {
                bytes.put((byte) path.charAt(i));
            } else if (Spelling.isEncoded(path, i)) {
                bytes.put(byteAt(path, i));
                i += 2;
            } else {
                return false;
            }
        }
        try {
            var _ = StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static byte byteAt(String path, int at) {
        return (byte) Integer.parseInt(path, at + 1, at + 3, 16);
    }
}
