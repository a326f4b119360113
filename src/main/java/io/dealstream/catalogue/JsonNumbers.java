package io.dealstream.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Answers exact questions about the JSON number at which a parser stands. It never writes the number out, so
/// `1e999999999` costs nothing.
final class JsonNumbers {

    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal GREATEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private JsonNumbers() {}

    static boolean isIntegral(JsonParser parser) throws IOException {
        BigDecimal number = decimal(parser);
        return number != null && isIntegral(number);
    }

    private static boolean isIntegral(BigDecimal number) {
        return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    }

    /// Whether the number is written as an integer and fits 64 bits. That is true of nearly every number.
    static boolean isLong(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != NumberType.BIG_INTEGER;
    }

    private static boolean isLong(BigDecimal number) {
        return LEAST.compareTo(number) <= 0 && number.compareTo(GREATEST) <= 0 && isIntegral(number);
    }

    /// The exact value.
    ///
    /// @return null where the exponent is too great to compute with
    static @Nullable BigDecimal decimal(JsonParser parser) throws IOException {
        try {
            return parser.getDecimalValue();
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /// The number in the canonical form of an id: decimal, without fraction, exponent or the sign of zero.
    ///
    /// @return null where the number is not an integer of 64 bits
    static @Nullable String canonical(JsonParser parser) throws IOException {
        if (isLong(parser)) {
            String text = parser.getText(); // JSON has no leading zeros and no plus: only -0 is to be put right
            return text.equals("-0") ? "0" : text;
        }
        BigDecimal number = decimal(parser);
        return number != null && isLong(number) ? Long.toString(number.longValueExact()) : null;
    }
}
