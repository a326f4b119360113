package io.dealstream.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdFilterTest {

    private static final IdFilter FORTY_TWO = new IdFilter(Set.of("42", "case-7", "zürich"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"deal_id\":42}",
                "{\"deal_id\" : 42 , \"x\":1}",
                "{\"deal_id\":42.0}",
                "{\"deal_id\":42.00,\"x\":1}",
                "{\"deal_id\":\"42\"}",
                "{\"case_id\":\"case-7\"}",
                "{\"case_id\":\"zürich\"}",
                // what is not plain has to be looked at
                "{\"deal_id\":4.2e1}",
                "{\"deal_id\":420E-1}",
                "{\"deal_id\":\"\\u0034\\u0032\"}",
                "{\"deal\\u005fid\":42}"
            })
    void seesAnIdInEveryFormThatItMayHave(String json) {
        assertThat(FORTY_TWO.mayBeIn(json.getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"deal_id\":41}",
                "{\"deal_id\":421}",
                "{\"deal_id\":142}",
                "{\"deal_id\":-42}",
                "{\"deal_id\":7.42}",
                "{\"deal_id\":\"x42\"}",
                "{\"case_id\":\"case-77\",\"ok\":true,\"no\":false,\"nothing\":null}",
                "{}",
                "not json at all",
                "\"unfinished",
                ""
            })
    void passesOverOthers(String json) {
        assertThat(FORTY_TWO.mayBeIn(json.getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @Test
    void takesMinusZeroForZero() {
        assertThat(new IdFilter(Set.of("0")).mayBeIn("[-0]".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(new IdFilter(Set.of("0")).mayBeIn("[-0.0]".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
    }

    @Test
    void seesEverythingOfATenantWhoseWholeIsWanted() {
        assertThat(new IdFilter(Set.of("42", "")).mayBeIn("{}".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
    }

    @Test
    void passesOverAllOthersHoweverManyAreWanted() {
        Random random = new Random(3);
        Set<String> filter = IntStream.range(0, 10_000)
                .mapToObj(i -> Integer.toString(random.nextInt(1 << 30)))
                .collect(Collectors.toSet());
        IdFilter ids = new IdFilter(filter);

        assertThat(filter).allMatch(id -> ids.mayBeIn(id.getBytes(StandardCharsets.UTF_8)));
        assertThat(IntStream.range(0, 10_000).mapToObj(i -> Integer.toString((1 << 30) + i)))
                .noneMatch(id -> ids.mayBeIn(id.getBytes(StandardCharsets.UTF_8)));
    }
}
