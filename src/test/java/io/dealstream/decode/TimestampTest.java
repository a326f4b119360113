package io.dealstream.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-04T10:01:12Z",
                "2026-03-04t10:01:12z",
                "2026-03-04T10:01:12.5Z",
                "2026-03-04T10:01:12.123456789Z",
                "2026-03-04T10:01:12.999999999-11:30",
                "1969-12-31T23:59:59.999Z",
                "1970-01-01T00:00:00+00:00",
                "2024-02-29T00:00:00+14:00",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z"
            })
    void readsWhatJavaTimeReads(String text) {
        assertThat(Timestamp.parse(text))
                .isEqualTo(OffsetDateTime.parse(text).toInstant().toEpochMilli());
    }

    @Test
    void cutsWhatHasNoFormToTheYears0And9999() {
        assertThat(List.of(Long.MIN_VALUE, Timestamp.parse("0000-01-01T00:00:00+23:59"), -1L, 0L))
                .extracting(Timestamp::writable)
                .extracting(Instant::ofEpochMilli)
                .extracting(Instant::toString)
                .containsExactly(
                        "0000-01-01T00:00:00Z",
                        "0000-01-01T00:00:00Z",
                        "1969-12-31T23:59:59.999Z",
                        "1970-01-01T00:00:00Z");
        assertThat(List.of(4_925_000_000_000L, Timestamp.parse("9999-12-31T23:59:59-23:59"), Long.MAX_VALUE))
                .extracting(Timestamp::writable)
                .extracting(Instant::ofEpochMilli)
                .extracting(Instant::toString)
                .containsExactly("2126-01-25T07:33:20Z", "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z");
    }

    @Test
    void countsALeapSecondAsTheOneAfter() {
        assertThat(Timestamp.parse("2016-12-31T23:59:60Z")).isEqualTo(Timestamp.parse("2017-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-04",
                "2026-03-04T10:01Z",
                "2026-03-04T10:01:12",
                "2026-03-04 10:01:12Z",
                "2026-03-04T10:01:12.Z",
                "2026-03-04T10:01:12,5Z",
                "2026-03-04T10:01:12ZZ",
                "2026-03-04T10:01:12Z ",
                " 2026-03-04T10:01:12Z",
                "2026-03-04T10:01:12+1:00",
                "2026-03-04T10:01:12+0100",
                "2026-03-04T10:01:12+01",
                "2026-03-04T10:01:12*01:00",
                "2026-03-04T10:01:12+24:00",
                "2026-03-04T10:01:12+01:60",
                "2026-03-04T24:00:00Z",
                "2026-03-04T10:60:00Z",
                "2026-03-04T10:01:61Z",
                "2026-13-04T10:01:12Z",
                "2026-00-04T10:01:12Z",
                "2026-03-00T10:01:12Z",
                "2026-02-29T10:01:12Z",
                "2026-03-32T10:01:12Z",
                "+2026-03-04T10:01:12Z",
                "20260304T100112Z",
                "2O26-03-04T10:01:12Z",
                "2026-03-04T10:01:12.1",
                "2026-03-04T10:01:12.١Z",
                "\n2026-03-04T10:01:12Z"
            })
    void readsNothingElse(String text) {
        assertThat(Timestamp.parse(text)).isEqualTo(Timestamp.INVALID);
    }

    @Test
    void agreesWithJavaTimeOnAnyDay() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            LocalDateTime local = LocalDateTime.ofEpochSecond(
                    random.nextLong(-62_167_219_200L, 253_402_300_799L), random.nextInt(1_000_000_000), ZoneOffset.UTC);
            OffsetDateTime time = local.atOffset(ZoneOffset.ofTotalSeconds(random.nextInt(-17 * 60, 17 * 60) * 60));

            assertThat(Timestamp.parse(time.toString().replaceFirst("T(\\d\\d:\\d\\d)(Z|[+-])", "T$1:00$2")))
                    .as(time.toString())
                    .isEqualTo(time.toInstant().toEpochMilli());
        }
    }

    @Test
    void takesNoDateThatJavaTimeRefuses() {
        for (int month = 0; month < 14; month++) {
            for (int day = 0; day < 33; day++) {
                for (int year : new int[] {1900, 2000, 2023, 2024, 2100}) {
                    String text = "%04d-%02d-%02dT00:00:00Z".formatted(year, month, day);

                    assertThat(Timestamp.parse(text) != Timestamp.INVALID)
                            .as(text)
                            .isEqualTo(isDate(text));
                }
            }
        }
    }

    private static boolean isDate(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
