package io.dealstream.testing;

import java.util.Arrays;

/// The metrics of the service at `/q/metrics`, at one moment.
///
/// @param text in Prometheus' text format
public record Metrics(String text) {

    public static Metrics of(Service service) {
        return new Metrics(service.get("/q/metrics").body());
    }

    /// Whether there is a series of this name, with whatever tags.
    public boolean has(String name) {
        return text.lines().anyMatch(line -> line.startsWith(name + "{") || line.startsWith(name + " "));
    }

    /// The sum of all series of a name with these tags; 0 where there is none.
    ///
    /// @param tags such as `endpoint="deals"`
    public double value(String name, String... tags) {
        return text.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> Arrays.stream(tags).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
