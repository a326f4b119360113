package io.dealstream.rehearsal;

import io.dealstream.access.CommandLine;
import io.dealstream.access.CommandLine.UsageException;
import io.dealstream.decode.CatalogueSettings;
import io.dealstream.kafka.TopicSettings;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the command is asked for.
///
/// @param proposed the directory of what is to be checked
/// @param current the directory of types that the service has been given; empty where it has none
/// @param since records from then on
/// @param timeout for how long to read
/// @param topics what the topics are called, as the service knows it from its environment
/// @param catalogue the same for what is taken for an event
record Options(
        Path proposed,
        Optional<Path> current,
        Instant since,
        Duration timeout,
        boolean json,
        TopicSettings topics,
        CatalogueSettings catalogue) {

    static final Set<String> FLAGS = Set.of("--json", "--help");
    static final Set<String> WITH_VALUE =
            Set.of("--dir", "--current", "--since", "--timeout", "--bootstrap", "--config");

    /// @param environment of the process; variables are those of the service
    static Options of(CommandLine line, Map<String, String> environment, Instant now) throws UsageException {
        Path proposed = path(line, "--dir").orElseThrow(() -> new UsageException("--dir DIRECTORY is needed"));
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new EnvConfigSource(environment, EnvConfigSource.ORDINAL))
                .withMapping(TopicSettings.class)
                .withMapping(CatalogueSettings.class)
                .build();
        CatalogueSettings catalogue = config.getConfigMapping(CatalogueSettings.class);
        return new Options(
                proposed,
                path(line, "--current").or(catalogue::directory),
                since(line.value("--since").orElse("7d"), now),
                duration(line.value("--timeout").orElse("10m"), "--timeout"),
                line.has("--json"),
                config.getConfigMapping(TopicSettings.class),
                catalogue);
    }

    private static Optional<Path> path(CommandLine line, String option) throws UsageException {
        try {
            return line.value(option).filter(text -> !text.isBlank()).map(Path::of);
        } catch (java.nio.file.InvalidPathException e) {
            throw new UsageException(option + " takes a directory");
        }
    }

    private static Instant since(String text, Instant now) throws UsageException {
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            return now.minus(duration(text, "--since"));
        }
    }

    private static Duration duration(String text, String option) throws UsageException {
        try {
            Duration duration = DurationConverter.parseDuration(text);
            if (duration.isPositive() && duration.compareTo(Duration.ofDays(36_500)) < 0) {
                return duration;
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            // said below
        }
        throw new UsageException(
                option + " takes a duration such as 7d" + (option.equals("--since") ? " or a time in ISO 8601" : ""));
    }
}
