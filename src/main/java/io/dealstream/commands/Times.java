package io.dealstream.commands;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Times and durations as they stand on a command line.
final class Times {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Times() {}

    /// A time in ISO 8601, the beginning of a day, or so long before now.
    ///
    /// @param option whose value it is
    /// @throws ParameterException when it is none of these
    static Instant since(String text, Instant now, String option, CommandLine command) {
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            return now.minus(duration(text, command, option + " takes a duration such as 7d, or a time in ISO 8601"));
        }
    }

    /// A duration as the service's settings take it, at most a hundred years.
    ///
    /// @param option whose value it is
    /// @throws ParameterException when it is none, or not a positive one
    static Duration duration(String text, String option, CommandLine command) {
        return duration(text, command, option + " takes a duration such as 7d");
    }

    private static Duration duration(String text, CommandLine command, String otherwise) {
        try {
            Duration duration = DurationConverter.parseDuration(text);
            if (duration.isPositive() && duration.compareTo(LONGEST) < 0) {
                return duration;
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            // said below
        }
        throw new ParameterException(command, otherwise);
    }
}
