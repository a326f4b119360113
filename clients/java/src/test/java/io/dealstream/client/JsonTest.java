package io.dealstream.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"a\":[1,-2,34500.00,1E+3,9223372036854775808,true,false,null,\"\"]}",
                "\"\\\"\\\\\\u0001ü\u2028😀\""
            })
    void writesWhatItHasReadWithEveryDigit(String text) {
        assertEquals(text, Json.write(Json.read(text)));
    }

    @Test
    void readsEveryEscapeAndBlank() {
        assertEquals(
                Map.of("a/\b\f\n\r\t\u00e9\ud83d\ude00", List.of(1L)),
                Json.read(" { \"a\\/\\b\\f\\n\\r\\t\\u00E9\\uD83D\\ude00\"\n:\r[\t1 ] } "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\":1,}",
                "{a:1}",
                "01",
                "-",
                "1.",
                ".5",
                "1e",
                "+1",
                "\"",
                "\"\\x\"",
                "\"\n\"",
                "tru",
                "nul",
                "[1] 2",
                "\"\\u12\"",
                "\"\\u００４１\"",
                "1e99999999999",
                "NaN"
            })
    void refusesWhatIsNoJson(String text) {
        assertThrows(Json.JsonException.class, () -> Json.read(text));
    }

    @Test
    void refusesWhatWouldTakeItTooFar() {
        assertThrows(Json.JsonException.class, () -> Json.read("[".repeat(100_000)));
        assertThrows(Json.JsonException.class, () -> Json.read("9".repeat(100_000)));
        List<Object> itself = new java.util.ArrayList<>();
        itself.add(itself);
        assertThrows(Json.JsonException.class, () -> Json.write(itself));
    }

    @Test
    void refusesToWriteWhatJsonCannotHold() {
        for (Object value : List.of(Double.NaN, Float.POSITIVE_INFINITY, new Object(), "\ud800", "a\udc00b")) {
            assertThrows(Json.JsonException.class, () -> Json.write(value));
        }
    }
}
