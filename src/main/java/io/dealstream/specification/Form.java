package io.dealstream.specification;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The two forms in which a description can be had.
enum Form {
    YAML("application/yaml"),
    JSON("application/json");

    private final String contentType;

    Form(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    /// The form that a request wants: what `?format=` says, else what it accepts, else YAML.
    ///
    /// @param format as it stands in the query; null where it does not
    /// @param acceptable most welcome first
    /// @throws BadRequestException when `format` names neither
    static Form wanted(@Nullable String format, List<MediaType> acceptable) {
        if (format != null) {
            return switch (format.toLowerCase(Locale.ROOT)) {
                case "yaml", "yml" -> YAML;
                case "json" -> JSON;
                default -> throw new BadRequestException("format");
            };
        }
        return acceptable.stream()
                .filter(type -> isJson(type) || isYaml(type))
                .findFirst()
                .map(type -> isYaml(type) ? YAML : JSON)
                .orElse(YAML);
    }

    private static boolean isJson(MediaType type) {
        return type.getSubtype().equals("json") || type.getSubtype().endsWith("+json");
    }

    private static boolean isYaml(MediaType type) {
        return type.isWildcardType()
                || type.isWildcardSubtype()
                || type.getSubtype().endsWith("yaml");
    }
}
