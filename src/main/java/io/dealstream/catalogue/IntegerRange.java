package io.dealstream.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The keywords `minimum` and `maximum`. Bounds are integers of 64 bits; null means no bound.
record IntegerRange(@Nullable Long minimum, @Nullable Long maximum) {

    /// @throws Flaw when a bound is not an integer of 64 bits
    static IntegerRange of(JsonNode schema) {
        return new IntegerRange(bound(schema, "minimum"), bound(schema, "maximum"));
    }

    private static @Nullable Long bound(JsonNode schema, String keyword) {
        JsonNode bound = schema.path(keyword);
        if (bound.isMissingNode()) {
            return null;
        }
        if (!bound.isIntegralNumber() || !bound.canConvertToLong()) {
            throw new Flaw(schema, keyword, keyword + ": integer of 64 bits expected");
        }
        return bound.longValue();
    }

    /// @param parser stands at a number
    boolean allows(JsonParser parser) throws IOException {
        if (minimum == null && maximum == null) {
            return true;
        }
        if (JsonNumbers.isLong(parser)) {
            long number = parser.getLongValue();
            return (minimum == null || minimum <= number) && (maximum == null || number <= maximum);
        }
        BigDecimal number = JsonNumbers.decimal(parser);
        return number != null
                && (minimum == null || BigDecimal.valueOf(minimum).compareTo(number) <= 0)
                && (maximum == null || number.compareTo(BigDecimal.valueOf(maximum)) <= 0);
    }

    /// For people: `from 0 to 100`, or nothing where there is no bound.
    @Override
    public String toString() {
        if (Long.valueOf(Long.MIN_VALUE).equals(minimum)
                && Long.valueOf(Long.MAX_VALUE).equals(maximum)) {
            return " of 64 bits";
        }
        return (minimum == null ? "" : " from " + minimum) + (maximum == null ? "" : " to " + maximum);
    }
}
