package io.dealstream.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Exact questions about the JSON number at which a parser stands. None of them writes the number out, so
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

    /// Whether it is written as an integer and fits 64 bits: true of nearly every number that has to be looked
    /// at.
    static boolean isLong(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != NumberType.BIG_INTEGER;
    }

    private static boolean isLong(BigDecimal number) {
        return LEAST.compareTo(number) <= 0 && number.compareTo(GREATEST) <= 0 && isIntegral(number);
    }

    /// The exact value.
    ///
    /// @return null where the exponent alone is beyond what can be told apart
    static @Nullable BigDecimal decimal(JsonParser parser) throws IOException {
        try {
            return parser.getDecimalValue();
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /// The number in the form in which it names something: decimal, without sign of zero, fraction or exponent.
    ///
    /// @return null where it is no integer of 64 bits
    static @Nullable String canonical(JsonParser parser) throws IOException {
        if (isLong(parser)) {
            String text = parser.getText(); // JSON has no leading zeros and no plus: only -0 is to be put right
            return text.equals("-0") ? "0" : text;
        }
        BigDecimal number = decimal(parser);
        return number != null && isLong(number) ? Long.toString(number.longValueExact()) : null;
    }
}
