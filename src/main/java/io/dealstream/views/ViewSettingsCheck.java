package io.dealstream.views;

import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/// Finds errors that the configuration would ignore: a property that views do not have, or one without a value,
/// which would count as unset and so show everything.
final class ViewSettingsCheck {

    static final String PREFIX = "dealstream.views.";

    private static final String IN_THE_ENVIRONMENT = "DEALSTREAM_VIEWS_";

    private static final Set<String> KNOWN = Set.of("types", "hide");

    private ViewSettingsCheck() {}

    /// @throws IllegalArgumentException when there is such a property; the message names it
    static void check(Config config) {
        for (String property : config.getPropertyNames()) {
            boolean named = property.startsWith(PREFIX);
            if (named) {
                checkName(property);
            }
            if (named || property.startsWith(IN_THE_ENVIRONMENT)) {
                checkValue(property, config.getConfigValue(property).getValue());
            }
        }
    }

    private static void checkName(String property) {
        String[] parts = property.substring(PREFIX.length()).split("\\.", -1);
        String member = parts.length == 2 ? parts[1].replaceFirst("\\[[0-9]+]$", "") : "";
        if (!KNOWN.contains(member)) {
            throw new IllegalArgumentException(property + ": a view has types and hide, and a name without dots");
        }
    }

    private static void checkValue(String property, @Nullable String value) {
        if (value == null || value.replace(",", "").isBlank()) {
            throw new IllegalArgumentException(property + ": there is no value");
        }
    }
}
