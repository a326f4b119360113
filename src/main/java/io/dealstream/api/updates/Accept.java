package io.dealstream.api.updates;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Tells whether a request's `Accept` allows an event stream (RFC 9110, 12.5.1). The most specific range that
/// covers it decides, and `q=0` means no. Without the header, every type is allowed.
final class Accept {

    private static final List<String> MOST_SPECIFIC_FIRST = List.of("text/event-stream", "text/*", "*/*");

    private Accept() {}

    static boolean admitsEventStream(Optional<String> header) {
        if (header.isEmpty()) {
            return true;
        }
        List<String> ranges =
                Arrays.asList(header.get().toLowerCase(Locale.ROOT).split(",", -1));
        for (String covering : MOST_SPECIFIC_FIRST) {
            Optional<String> range = ranges.stream()
                    .filter(each -> each.split(";", -1)[0].strip().equals(covering))
                    .findFirst();
            if (range.isPresent()) {
                return !isNo(range.get());
            }
        }
        return false;
    }

    private static boolean isNo(String range) {
        return Arrays.stream(range.split(";", -1))
                .skip(1)
                .anyMatch(parameter -> parameter.strip().matches("q=0(\\.0{0,3})?"));
    }
}
