package io.dealstream.client;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads and writes JSON: objects are maps in their order, arrays lists, numbers [Long], [BigInteger] or
/// [BigDecimal] with the digits that they have.
final class Json {

    private static final int DEEPEST = 500;
    /// Of a number, characters: making one of its digits takes time that grows with their square.
    private static final int LONGEST_NUMBER = 1_000;

    private final String text;
    private int at;
    private int depth;

    /// It is no JSON, or no value that JSON can hold. Says nothing of what is in it.
    static final class JsonException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        JsonException(String message) {
            super(message);
        }
    }

    private Json(String text) {
        this.text = text;
    }

    /// @throws JsonException where the text is not one value of JSON
    static Object read(String text) {
        Json json = new Json(text);
        Object value = json.value();
        json.skipBlanks();
        if (json.at < text.length()) {
            throw json.wrong();
        }
        return value;
    }

    /// @throws JsonException where the text is not one object of JSON
    static Map<String, Object> readObject(String text) {
        Object value = read(text);
        if (value instanceof Map<?, ?>) {
            return object(value);
        }
        throw new JsonException("an object expected");
    }

    @SuppressWarnings("unchecked") // the maps of this class have no other keys
    static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked") // the lists of this class hold anything
    static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    private Object value() {
        skipBlanks();
        char next = peek();
        switch (next) {
            case '{':
                return object();
            case '[':
                return array();
            case '"':
                return string();
            case 't':
                return word("true", Boolean.TRUE);
            case 'f':
                return word("false", Boolean.FALSE);
            case 'n':
                return word("null", null);
            default:
                return number();
        }
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        enter();
        skipBlanks();
        if (!take('}')) {
            do {
                skipBlanks();
                if (peek() != '"') {
                    throw wrong();
                }
                String name = string();
                skipBlanks();
                expect(':');
                members.put(name, value());
                skipBlanks();
            } while (take(','));
            expect('}');
        }
        depth--;
        return members;
    }

    private List<Object> array() {
        List<Object> items = new ArrayList<>();
        enter();
        skipBlanks();
        if (!take(']')) {
            do {
                items.add(value());
                skipBlanks();
            } while (take(','));
            expect(']');
        }
        depth--;
        return items;
    }

    private void enter() {
        at++;
        if (++depth > DEEPEST) {
            throw new JsonException("nested too deep");
        }
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw wrong();
        }
        at += word.length();
        return value;
    }

    private String string() {
        StringBuilder said = new StringBuilder();
        int from = ++at;
        while (true) {
            char next = peek();
            if (next == '"') {
                said.append(text, from, at++);
                return said.toString();
            }
            if (next < ' ') {
                throw wrong();
            }
            at++;
            if (next == '\\') {
                said.append(text, from, at - 1).append(escaped());
                from = at;
            }
        }
    }

    private char escaped() {
        char kind = peek();
        at++;
        switch (kind) {
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                return unicode();
            case '"':
            case '\\':
            case '/':
                return kind;
            default:
                throw wrong();
        }
    }

    private char unicode() {
        int code = 0;
        for (int end = at + 4; at < end; at++) {
            char next = peek();
            int digit = next < 128 ? Character.digit(next, 16) : -1;
            if (digit < 0) {
                throw wrong();
            }
            code = 16 * code + digit;
        }
        return (char) code;
    }

    private Number number() {
        int from = at;
        take('-');
        boolean leadingZero = peek() == '0';
        int digits = digits();
        if (digits == 0 || (leadingZero && digits > 1)) {
            throw wrong();
        }
        boolean whole = true;
        if (take('.')) {
            whole = false;
            demandDigits();
        }
        if (take('e') || take('E')) {
            whole = false;
            if (!take('+')) {
                take('-');
            }
            demandDigits();
        }
        if (at - from > LONGEST_NUMBER) {
            throw new JsonException("a number is too long");
        }
        String said = text.substring(from, at);
        try {
            return whole ? whole(said) : new BigDecimal(said);
        } catch (NumberFormatException e) { // an exponent beyond all bounds
            throw wrong();
        }
    }

    private static Number whole(String said) {
        BigInteger number = new BigInteger(said);
        if (number.bitLength() < Long.SIZE) {
            return number.longValue();
        }
        return number;
    }

    private void demandDigits() {
        if (digits() == 0) {
            throw wrong();
        }
    }

    private int digits() {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - from;
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong();
        }
        return text.charAt(at);
    }

    private boolean take(char wanted) {
        boolean there = at < text.length() && text.charAt(at) == wanted;
        if (there) {
            at++;
        }
        return there;
    }

    private void expect(char wanted) {
        if (!take(wanted)) {
            throw wrong();
        }
    }

    private JsonException wrong() {
        return new JsonException("no JSON from character " + at + " on");
    }

    /// On one line.
    ///
    /// @throws JsonException where it holds what JSON cannot
    static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out, 0);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out, int depth) {
        if (depth > DEEPEST) {
            throw new JsonException("nested too deep");
        }
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof CharSequence) {
            quote(value.toString(), out);
        } else if (value instanceof Number) {
            out.append(finite((Number) value));
        } else if (value instanceof Map<?, ?>) {
            String before = "{";
            for (Map.Entry<?, ?> member : ((Map<?, ?>) value).entrySet()) {
                out.append(before);
                quote(String.valueOf(member.getKey()), out);
                out.append(':');
                write(member.getValue(), out, depth + 1);
                before = ",";
            }
            out.append(before.equals("{") ? "{}" : "}");
        } else if (value instanceof Iterable<?>) {
            String before = "[";
            for (Object item : (Iterable<?>) value) {
                out.append(before);
                write(item, out, depth + 1);
                before = ",";
            }
            out.append(before.equals("[") ? "[]" : "]");
        } else {
            throw new JsonException("holds what JSON cannot");
        }
    }

    private static Number finite(Number number) {
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                throw new JsonException("holds what JSON cannot");
            }
        }
        return number;
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '"' || next == '\\') {
                out.append('\\').append(next);
            } else if (next < ' ') {
                out.append(String.format("\\u%04x", (int) next));
            } else if (Character.isSurrogate(next)) {
                int whole = text.codePointAt(i);
                if (whole == next) {
                    throw new JsonException("holds half a character");
                }
                out.appendCodePoint(whole);
                i++;
            } else {
                out.append(next);
            }
        }
        out.append('"');
    }
}
