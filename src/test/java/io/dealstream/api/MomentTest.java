package io.dealstream.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {

    @ParameterizedTest
    @CsvSource({
        "2026-03-04T10:11:12Z, 2026-03-04T10:11:12Z",
        "2026-03-04t10:11:12z, 2026-03-04T10:11:12Z",
        "2026-03-04T10:11Z, 2026-03-04T10:11:00Z",
        "2026-03-04T10:11:12.250Z, 2026-03-04T10:11:12.250Z",
        "2026-03-04T10:11:12.123456789Z, 2026-03-04T10:11:12.123Z",
        "2026-03-04T10:11:12+01:00, 2026-03-04T09:11:12Z",
        "2026-03-04T10:11:12 01:00, 2026-03-04T09:11:12Z",
        "2026-03-04T10:11:12-05:30, 2026-03-04T15:41:12Z",
        "2026-03-04T10:11:12+0100, 2026-03-04T09:11:12Z",
        "2026-03-04T10:11:12+01, 2026-03-04T09:11:12Z",
        "2026-03-04 10:11:12+01:00, 2026-03-04T09:11:12Z",
        "2026-03-04 10:11:12 01:00, 2026-03-04T09:11:12Z",
        "2026-03-04, 2026-03-04T00:00:00Z",
        "20260304T101112Z, 2026-03-04T10:11:12Z",
        "20260304t101112z, 2026-03-04T10:11:12Z",
        "20260304T1011Z, 2026-03-04T10:11:00Z",
        "20260304T101112.250Z, 2026-03-04T10:11:12.250Z",
        "20260304T101112+0100, 2026-03-04T09:11:12Z",
        "20260304T101112 0100, 2026-03-04T09:11:12Z",
        "20260304T101112+01, 2026-03-04T09:11:12Z",
        "20260304T101112+01:00, 2026-03-04T09:11:12Z",
        "20260304, 2026-03-04T00:00:00Z",
        "1772619072250, 2026-03-04T10:11:12.250Z",
        "0, 1970-01-01T00:00:00Z",
        "99999999, 1970-01-02T03:46:39.999Z",
        "0001-01-01, 1970-01-01T00:00:00Z"
    })
    void isReadInEachOfItsForms(String text, Instant moment) {
        assertThat(Moment.parse(text)).as(text).contains(moment.toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2026-03-04T10:11:12",
                "20260304T101112",
                "2026-02-30",
                "2026-13-04",
                "20260230T101112Z",
                "2026-03-04T25:11:12Z",
                "2026-03-04T10:11:12+99:00",
                "2026-3-4",
                "-5",
                "1.5",
                "9999999999999999",
                "+999999999-12-31T00:00:00Z",
                "\u0662\u0660\u0662\u0666-\u0660\u0663-\u0660\u0664",
                " ",
                "T",
                "\0"
            })
    void isNothingElse(String text) {
        assertThat(Moment.parse(text)).as(text).isEmpty();
    }

    @Test
    void takesEightDigitsThatAreNoDateForMilliseconds() {
        assertThat(Moment.parse("20261399")).contains(20_261_399L);
    }
}
