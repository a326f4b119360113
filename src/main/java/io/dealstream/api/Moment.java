package io.dealstream.api;

import static java.time.temporal.ChronoField.DAY_OF_MONTH;
import static java.time.temporal.ChronoField.HOUR_OF_DAY;
import static java.time.temporal.ChronoField.MINUTE_OF_HOUR;
import static java.time.temporal.ChronoField.MONTH_OF_YEAR;
import static java.time.temporal.ChronoField.NANO_OF_SECOND;
import static java.time.temporal.ChronoField.SECOND_OF_MINUTE;
import static java.time.temporal.ChronoField.YEAR;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a point in time from a query (streams.md, "Ids and resume"). It is in ISO 8601, in extended or basic
/// form: a date and time with offset, or a date alone, which means its start in UTC. Or it is epoch
/// milliseconds. Eight digits that are a date count as the date: as milliseconds they would lie on the first
/// two days of 1970.
final class Moment {

    private static final int DATE_LENGTH = 10;
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,15}");
    private static final Pattern EXTENDED_DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern BASIC_DATE = Pattern.compile("[0-9]{8}");
    private static final Pattern BASIC_TIME = Pattern.compile("[0-9]{8}[Tt].*");
    private static final Pattern BLANK_FOR_T = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2} .*");

    private static final String OFFSET = "[XX][XXX][X]";

    private static final DateTimeFormatter EXTENDED = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern(OFFSET)
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private static final DateTimeFormatter BASIC = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendValue(YEAR, 4)
            .appendValue(MONTH_OF_YEAR, 2)
            .appendValue(DAY_OF_MONTH, 2)
            .appendLiteral('T')
            .appendValue(HOUR_OF_DAY, 2)
            .appendValue(MINUTE_OF_HOUR, 2)
            .optionalStart()
            .appendValue(SECOND_OF_MINUTE, 2)
            .optionalStart()
            .appendFraction(NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .optionalEnd()
            .appendPattern(OFFSET)
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private Moment() {}

    /// Epoch ms, never negative; empty where the text is no point in time.
    static Optional<Long> parse(String text) {
        try {
            return Optional.of(Math.max(0, millis(text)));
        } catch (DateTimeException | ArithmeticException notATime) {
            return DIGITS.matcher(text).matches() ? Optional.of(Long.parseLong(text)) : Optional.empty();
        }
    }

    private static long millis(String text) {
        if (BASIC_DATE.matcher(text).matches()) {
            return startOf(LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE));
        }
        if (EXTENDED_DATE.matcher(text).matches()) {
            return startOf(LocalDate.parse(text));
        }
        // a '+' that was not escaped in the query arrives as a blank; some clients write a blank for the 'T'
        String time = BLANK_FOR_T.matcher(text).matches()
                ? text.substring(0, DATE_LENGTH) + 'T' + text.substring(DATE_LENGTH + 1)
                : text;
        time = time.replace(' ', '+');
        DateTimeFormatter form = BASIC_TIME.matcher(time).matches() ? BASIC : EXTENDED;
        return OffsetDateTime.parse(time, form).toInstant().toEpochMilli();
    }

    private static long startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}
