package io.dealstream.edge;

import java.util.BitSet;

/// Spells the characters of a request's target as RFC 3986 demands. Browsers leave some characters unencoded
/// that must be percent-encoded (`|{}^` and others, a `%` without digits), and some programs send UTF-8
/// unencoded. These characters mean the same as if they were encoded.
final class Spelling {

    private static final int LIMIT = 0x100;
    private static final int DELETE = 0x7F;
    private static final int HEX = 16;

    /// Characters that need no encoding in a path. `[` and `]` need none in a query, where every program
    /// accepts them.
    private static final BitSet PATH = new BitSet(LIMIT);

    private static final BitSet QUERY = new BitSet(LIMIT);

    static {
        PATH.set('a', 'z' + 1);
        PATH.set('A', 'Z' + 1);
        PATH.set('0', '9' + 1);
        "-._~!$&'()*+,;=:@/".chars().forEach(PATH::set);
        QUERY.or(PATH);
        "?[]".chars().forEach(QUERY::set);
    }

    private Spelling() {}

    /// Whether every character can have a meaning: there are no controls, blanks, fragments or characters
    /// beyond a byte.
    static boolean isReadable(String target) {
        return readable(target).length() == target.length();
    }

    /// The part before the first character without a meaning.
    static String readable(String target) {
        int end = 0;
        while (end < target.length() && isReadable(target.charAt(end))) {
            end++;
        }
        return target.substring(0, end);
    }

    private static boolean isReadable(char c) {
        return c > ' ' && c != DELETE && c != '#' && c < LIMIT;
    }

    /// A path as RFC 3986 spells it.
    ///
    /// @param text bytes, one in each character
    static String ofPath(String text) {
        return repaired(text, PATH);
    }

    /// A query as RFC 3986 spells it.
    static String ofQuery(String text) {
        return repaired(text, QUERY);
    }

    /// Whether a `%` and two hexadecimal digits stand at a place.
    static boolean isEncoded(String text, int at) {
        return at + 2 < text.length()
                && text.charAt(at) == '%'
                && Character.digit(text.charAt(at + 1), HEX) >= 0
                && Character.digit(text.charAt(at + 2), HEX) >= 0;
    }

    private static String repaired(String text, BitSet plain) {
        int first = firstToRepair(text, plain);
        if (first < 0) {
            return text;
        }
        StringBuilder repaired = new StringBuilder(text.length() + LIMIT).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (plain.get(c) || isEncoded(text, i)) {
                repaired.append(c);
            } else {
                repaired.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c / HEX, HEX)))
                        .append(Character.toUpperCase(Character.forDigit(c % HEX, HEX)));
            }
        }
        return repaired.toString();
    }

    private static int firstToRepair(String text, BitSet plain) {
        for (int i = 0; i < text.length(); i++) {
            if (!plain.get(text.charAt(i)) && !isEncoded(text, i)) {
                return i;
            }
        }
        return -1;
    }
}
