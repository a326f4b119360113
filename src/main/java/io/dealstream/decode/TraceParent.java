package io.dealstream.decode;

/// The W3C trace context's `traceparent`.
final class TraceParent {

    private static final int LENGTH = 55;

    private TraceParent() {}

    /// Whether it is `version-traceid-parentid-flags` in lower-case hex, with a version other than `ff` and ids
    /// other than zero. What is not is ignored, as the specification asks, rather than held against the event.
    static boolean isValid(String text) {
        return text.length() == LENGTH
                && isHex(text, 0, 2)
                && !text.startsWith("ff")
                && text.charAt(2) == '-'
                && isHex(text, 3, 35)
                && !isZero(text, 3, 35)
                && text.charAt(35) == '-'
                && isHex(text, 36, 52)
                && !isZero(text, 36, 52)
                && text.charAt(52) == '-'
                && isHex(text, 53, LENGTH);
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }
}
