package io.dealstream.testing;

import java.net.http.HttpResponse;
import java.util.Optional;

/// A complete HTTP response.
///
/// @param body as text
public record Answer(int status, java.net.http.HttpHeaders headers, String body) {

    static Answer of(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    /// A header's values, joined with ", ".
    public Optional<String> header(String name) {
        return Optional.of(String.join(", ", headers.allValues(name))).filter(value -> !value.isEmpty());
    }
}
