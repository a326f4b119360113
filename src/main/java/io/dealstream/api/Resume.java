package io.dealstream.api;

import io.dealstream.event.Cursor;
import io.dealstream.event.StreamKey;
import io.dealstream.hub.Start;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads where a client wants to begin: `Last-Event-ID`, its spellings as a query parameter, or `since`
/// (streams.md, "Ids and resume").
public final class Resume {

    private static final Pattern MILLIS = Pattern.compile("\\d{1,15}");

    private Resume() {}

    /// The id that the client sent: from the header first.
    public static Optional<String> id(Exchange exchange) {
        return exchange.header("Last-Event-ID")
                .or(() -> Stream.of("last_event_id", "lastEventId", "Last-Event-ID")
                        .flatMap(name -> exchange.query(name).stream())
                        .findFirst());
    }

    /// Where the request says that it wants to begin.
    ///
    /// @param otherwise where a client begins that names no place
    /// @throws Refusal when `since` is no time
    public static Start start(Exchange exchange, StreamKey stream, Start otherwise) {
        Optional<String> id = id(exchange);
        if (id.isPresent()) {
            return Cursor.parse(id.get(), stream).<Start>map(Start.After::new).orElseGet(Start.Unknown::new);
        }
        return exchange.query("since")
                .<Start>map(since -> new Start.Since(millis(since)))
                .orElse(otherwise);
    }

    private static long millis(String since) {
        if (MILLIS.matcher(since).matches()) {
            return Long.parseLong(since);
        }
        try {
            // a '+' that was not escaped in the query arrives as a blank
            return OffsetDateTime.parse(since.replace(' ', '+')).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException notATime) {
            throw Refusal.invalid("since", "must be an ISO 8601 date and time with offset, or epoch milliseconds");
        }
    }
}
