package io.dealstream.client;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the catalogue says of a type.
///
/// @param key the field whose events must stay in order; null where all of a tenant's must
/// @param required fields
/// @param anyOf one of these sets of fields has to be there, if there are any
/// @param fields what each field must be
record Rule(
        String type,
        String topic,
        String key,
        List<String> required,
        List<List<String>> anyOf,
        Map<String, Field> fields) {

    /// What a field must be: as in JSON Schema, a bound says nothing of values of other types.
    ///
    /// @param types of JSON Schema, of which it is one
    /// @param minimum and `maximum` of numbers; null for none
    /// @param least and `greatest` length of texts, in Unicode characters
    /// @param pattern of texts, to match the whole; null for none
    /// @param values the only texts allowed; empty where any is
    record Field(
            List<String> types,
            Long minimum,
            Long maximum,
            int least,
            int greatest,
            String pattern,
            List<String> values) {

        static Field of(String... types) {
            return new Field(List.of(types), null, null, 0, Integer.MAX_VALUE, null, List.of());
        }

        Field from(long least, long greatest) {
            return new Field(types, least, greatest, this.least, this.greatest, pattern, values);
        }

        Field like(int least, int greatest, String pattern) {
            return new Field(types, minimum, maximum, least, greatest, pattern, values);
        }

        Field outOf(String... values) {
            return new Field(types, minimum, maximum, least, greatest, pattern, List.of(values));
        }

        boolean allows(Object value) {
            return types.stream().anyMatch(type -> is(type, value))
                    && (!(value instanceof Number number) || isWithin(number))
                    && (!(value instanceof CharSequence text) || isText(text.toString()));
        }

        private static boolean is(String type, Object value) {
            return switch (type) {
                case "null" -> value == null;
                case "boolean" -> value instanceof Boolean;
                case "integer" ->
                    value instanceof Number number
                            && decimal(number).stripTrailingZeros().scale() <= 0;
                case "number" -> value instanceof Number;
                case "string" -> value instanceof CharSequence;
                case "array" -> value instanceof Iterable<?>;
                case "object" -> value instanceof Map<?, ?>;
                default -> throw new IllegalStateException(type);
            };
        }

        private boolean isWithin(Number number) {
            return (minimum == null || decimal(number).compareTo(BigDecimal.valueOf(minimum)) >= 0)
                    && (maximum == null || decimal(number).compareTo(BigDecimal.valueOf(maximum)) <= 0);
        }

        private boolean isText(String text) {
            int length = text.codePointCount(0, text.length());
            return least <= length
                    && length <= greatest
                    && (pattern == null || Pattern.matches(pattern, text))
                    && (values.isEmpty() || values.contains(text));
        }

        /// For people.
        @Override
        public String toString() {
            return String.join(" or ", types)
                    + (minimum == null ? "" : " from " + minimum + " to " + maximum)
                    + (greatest == Integer.MAX_VALUE ? "" : " of " + least + " to " + greatest + " characters")
                    + (pattern == null ? "" : " like " + pattern)
                    + (values.isEmpty() ? "" : " out of " + values);
        }
    }

    /// @throws InvalidEventException where the service would make a dead letter of it
    void check(Map<String, Object> data) {
        for (String field : required) {
            if (!data.containsKey(field)) {
                throw new InvalidEventException(type + ": " + field + " is missing");
            }
        }
        if (!anyOf.isEmpty() && anyOf.stream().noneMatch(data.keySet()::containsAll)) {
            String wanted =
                    anyOf.stream().map(fields -> String.join(", ", fields)).collect(Collectors.joining(" or "));
            throw new InvalidEventException(type + ": " + wanted + " is missing");
        }
        fields.forEach((name, field) -> {
            if (data.containsKey(name) && !field.allows(data.get(name))) {
                throw new InvalidEventException(type + ": " + name + ": " + field + " expected");
            }
        });
    }

    /// What stands for the key's field in a record's key: numbers without a fraction, however they are written.
    static String text(Object value) {
        return value instanceof Number number ? decimal(number).toBigInteger().toString() : String.valueOf(value);
    }

    private static BigDecimal decimal(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        return new BigDecimal(number.toString());
    }
}
