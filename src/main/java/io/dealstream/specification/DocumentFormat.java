package io.dealstream.specification;

import jakarta.ws.rs.ClientErrorException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The two formats of a description.
enum DocumentFormat {
    YAML("application/yaml"),
    JSON("application/json");

    private static final int UNPROCESSABLE = 422;
    private static final Pattern WEIGHT = Pattern.compile("q=[01](\\.[0-9]{0,3})?");

    private final String contentType;

    DocumentFormat(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    /// The format that a request wants: that of `?format=`, else the one that it accepts, else YAML.
    ///
    /// @param format the query parameter; null where it is missing
    /// @param accept the header as sent, well-formed or not; null where it is missing
    /// @throws ClientErrorException with the status 422 when `format` names neither
    static DocumentFormat wanted(@Nullable String format, @Nullable String accept) {
        if (format != null) {
            return switch (format.toLowerCase(Locale.ROOT)) {
                case "yaml", "yml" -> YAML;
                case "json" -> JSON;
                default -> throw new ClientErrorException("format", UNPROCESSABLE);
            };
        }
        return Stream.of(Objects.requireNonNullElse(accept, "")
                        .toLowerCase(Locale.ROOT)
                        .split(",", -1))
                .map(range -> range.split(";", -1))
                .filter(range -> weight(range) > 0)
                .sorted(Comparator.comparingDouble(DocumentFormat::weight).reversed())
                .flatMap(range -> named(range[0].strip()).stream())
                .findFirst()
                .orElse(YAML);
    }

    private static Optional<DocumentFormat> named(String range) {
        if (range.endsWith("/json") || range.endsWith("+json")) {
            return Optional.of(JSON);
        }
        return range.endsWith("/*") || range.endsWith("yaml") ? Optional.of(YAML) : Optional.empty();
    }

    /// A range's `q`; 1 where it has none or it is no number.
    private static double weight(String[] range) {
        return Stream.of(range)
                .skip(1)
                .map(String::strip)
                .filter(parameter -> WEIGHT.matcher(parameter).matches())
                .mapToDouble(parameter -> Double.parseDouble(parameter.substring(2)))
                .findFirst()
                .orElse(1);
    }
}
