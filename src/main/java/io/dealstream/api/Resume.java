package io.dealstream.api;

import io.dealstream.event.Cursor;
import io.dealstream.event.Reach;
import io.dealstream.event.StreamKey;
import io.dealstream.hub.Start;
import java.util.List;
import java.util.Optional;

/// Reads where a client wants to begin: `Last-Event-ID`, its spellings as a query parameter, or `since`
/// (streams.md, "Ids and resume").
public final class Resume {

    private static final List<String> SPELLINGS = List.of("last_event_id", "lastEventId", "Last-Event-ID");

    private Resume() {}

    /// The id that the client sent: the header's before those of the query; of several, the one that reaches furthest.
    /// A client that names the snapshot's id in its URL and adds its latest one at each reconnect has been at both.
    public static Optional<String> id(Exchange exchange, StreamKey stream) {
        List<String> header = exchange.headers("Last-Event-ID");
        List<String> sent = header.isEmpty()
                ? SPELLINGS.stream()
                        .flatMap(name -> exchange.all(name).stream())
                        .toList()
                : header;
        return sent.stream().distinct().reduce((one, other) -> furthest(one, other, stream));
    }

    /// Where the request says that it wants to begin.
    ///
    /// @param otherwise where a client begins that names no place
    /// @throws Refusal when `since` is no time
    public static Start start(Exchange exchange, StreamKey stream, Start otherwise) {
        Optional<String> id = id(exchange, stream);
        if (id.isPresent()) {
            return Cursor.parse(id.get(), stream).<Start>map(Start.After::new).orElseGet(Start.Unknown::new);
        }
        return exchange.query("since")
                .<Start>map(since -> new Start.Since(Moment.parse(since).orElseThrow(Resume::notATime)))
                .orElse(otherwise);
    }

    /// What is none of our ids reaches nowhere.
    private static String furthest(String one, String other, StreamKey stream) {
        Optional<Cursor> first = Cursor.parse(one, stream);
        Optional<Cursor> second = Cursor.parse(other, stream);
        if (first.isPresent() && second.isPresent()) {
            return Reach.isBeyond(second.get(), first.get()) ? other : one;
        }
        return second.isPresent() ? other : one;
    }

    private static Refusal notATime() {
        return Refusal.invalid(
                "since", "must be an ISO 8601 date, or date and time with offset, or epoch milliseconds");
    }
}
