package io.dealstream.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RightsJsonTest {

    @Test
    void readsWhatTheContractShows() throws Exception {
        Rights rights = RightsJson.parse("""
                {"deals": [42, 43], "batches": ["batch_abc123"], "cases": ["case-1"], "document_id": 15,
                 "types": ["processing.progress", "processing.completed"], "view": "borrower", "user": "u-1881"}""");

        assertThat(rights)
                .isEqualTo(new Rights(
                        Set.of("42", "43"),
                        Set.of("batch_abc123"),
                        Set.of("case-1"),
                        "15",
                        Set.of("processing.progress", "processing.completed"),
                        "borrower",
                        "u-1881"));
        assertThat(RightsJson.parse("{}")).isEqualTo(Rights.ALL);
        assertThat(RightsJson.parse("{\"deals\":[]}").deals()).isEmpty();
        assertThat(RightsJson.parse(RightsJson.write(rights).toString())).isEqualTo(rights);
        assertThat(RightsJson.write(Rights.ALL).toString()).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "rights      | null",
                "rights      | []",
                "rights      | 'x'",
                "rights      | {'deals':[1],'deals':[2]}",
                "rights      | {'deals':[1]} {}",
                "rights      | ",
                "rights      | {'deals':",
                "deals       | {'deals':null}",
                "deals       | {'deals':42}",
                "deals       | {'deals':['42']}",
                "deals       | {'deals':[42.0]}",
                "deals       | {'deals':[4.2e1]}",
                "deals       | {'deals':[9223372036854775808]}",
                "deals       | {'deals':[null]}",
                "deals       | {'deals':{'42':1}}",
                "batches     | {'batches':[7]}",
                "batches     | {'batches':['']}",
                "batches     | {'batches':['a b']}",
                "cases       | {'cases':['a/b']}",
                "cases       | {'cases':true}",
                "document_id | {'document_id':'15'}",
                "document_id | {'document_id':null}",
                "document_id | {'document_id':[15]}",
                "types       | {'types':'processing.progress'}",
                "types       | {'types':['processing.*']}",
                "view        | {'view':'Borrower'}",
                "view        | {'view':''}",
                "view        | {'view':null}",
                "user        | {'user':7}",
                "user        | {'user':''}",
                "user        | {'user':'a b'}",
                "user        | {'user':'a\\u0000b'}",
                "user        | {'user':'a\\u200bb'}",
                "user        | {'user':'\\ud800'}",
                "deal        | {'deal':[42]}",
                "Deals       | {'Deals':[42]}",
                "org         | {'deals':[42],'org':true}",
            })
    void refusesWhatIsNotAsThePageSays(String member, String json) {
        String text = json == null ? "" : json.replace('\'', '"');

        assertThat(refused(text).member()).isEqualTo(member);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deals", "batches", "cases", "types"})
    void takesTwoHundredOfEachAndNoMore(String member) throws Exception {
        assertThat(RightsJson.parse(listOf(member, 200))).isNotNull();
        assertThat(refused(listOf(member, 201)).member()).isEqualTo(member);
    }

    @Test
    void takesAUserOfUpToAHundredAndTwentyEightCharactersOfAnyScript() throws Exception {
        String longest = "\uD83E\uDD56".repeat(128);

        assertThat(RightsJson.parse("{\"user\":\"" + longest + "\"}").user()).isEqualTo(longest);
        assertThat(RightsJson.parse("{\"user\":\"Zoë\"}").user()).isEqualTo("Zoë");
        assertThat(refused("{\"user\":\"" + longest + "a\"}").member()).isEqualTo("user");
    }

    @Test
    void namesAnUnknownMemberNoLongerThanItMustBe() {
        assertThat(refused("{\"" + "\uD83E\uDD56".repeat(500) + "\":1}").member())
                .isEqualTo("\uD83E\uDD56".repeat(128));
        assertThat(refused("[".repeat(100_000)).member()).isEqualTo("rights");
    }

    @Test
    void readsWhatAParserOfTokensMakes() throws Exception {
        assertThat(RightsJson.ofValue(Map.of("deals", List.of(42L), "user", "u")))
                .isEqualTo(RightsJson.parse("{\"deals\":[42],\"user\":\"u\"}"));
        for (Object value : List.of("x", 7L, List.of(), Map.of("deals", List.of(4.5)), Map.of("x", 1L))) {
            assertThat(catchThrowableOfType(RightsJson.MalformedException.class, () -> RightsJson.ofValue(value)))
                    .isNotNull();
        }
        assertThat(catchThrowableOfType(RightsJson.MalformedException.class, () -> RightsJson.ofValue(null)))
                .isNotNull();
    }

    private static String listOf(String member, int count) {
        String quote = member.equals("deals") ? "" : "\"";
        return IntStream.range(0, count)
                .mapToObj(i -> quote + i + quote)
                .collect(Collectors.joining(",", "{\"" + member + "\":[", "]}"));
    }

    private static RightsJson.MalformedException refused(String text) {
        return catchThrowableOfType(RightsJson.MalformedException.class, () -> RightsJson.parse(text));
    }
}
