package io.dealstream.api;

import io.dealstream.event.Cursor;
import io.dealstream.event.Reach;
import io.dealstream.event.StreamKey;
import io.dealstream.event.SubjectSet;
import io.dealstream.hub.Start;
import java.util.List;
import java.util.Optional;

/// Reads where a client wants to begin: `Last-Event-ID`, its spellings as a query parameter, or `since`
/// (streams.md, "Ids and resume").
public final class Resume {

    /// The most ids that are read from one query: more than any client sends.
    private static final int MOST_PLACES = 32;

    private static final List<String> SPELLINGS = List.of("last_event_id", "lastEventId", "Last-Event-ID");

    private Resume() {}

    /// The id that the client sent. The header goes before the query; of several ids in the query, the one that
    /// reaches furthest counts. For example, a client names the snapshot's id in its URL and adds its latest id
    /// at each reconnect: it has been at both.
    public static Optional<String> id(Exchange exchange, StreamKey stream) {
        List<String> header = exchange.headers("Last-Event-ID");
        List<String> sent = header.isEmpty()
                ? SPELLINGS.stream()
                        .flatMap(name -> exchange.all(name).stream())
                        .toList()
                : header;
        return sent.stream().distinct().limit(MOST_PLACES).reduce((one, other) -> furthest(one, other, stream));
    }

    /// Where the request wants to begin.
    ///
    /// @param otherwise the start of a client that sent neither an id nor `since`
    /// @throws Refusal when `since` is no point in time
    public static Start start(Exchange exchange, StreamKey stream, Start otherwise) {
        Optional<String> id = id(exchange, stream);
        if (id.isPresent()) {
            return place(id.get(), stream);
        }
        return exchange.query("since")
                .<Start>map(since -> new Start.Since(Moment.parse(since).orElseThrow(Resume::notATime)))
                .orElse(otherwise);
    }

    /// The id that reaches further. A text that is none of our ids reaches nowhere.
    private static String furthest(String one, String other, StreamKey stream) {
        return isBeyond(place(other, stream), place(one, stream)) ? other : one;
    }

    private static boolean isBeyond(Start one, Start other) {
        Optional<Cursor> first = cursor(one);
        Optional<Cursor> second = cursor(other);
        if (first.isEmpty() || second.isEmpty()) {
            return first.isPresent();
        }
        return Reach.isBeyond(first.get(), second.get())
                || (!Reach.isBeyond(second.get(), first.get()) && words(one) > words(other));
    }

    private static Optional<Cursor> cursor(Start place) {
        return switch (place) {
            case Start.After(Cursor cursor) -> Optional.of(cursor);
            case Start.AfterWord(Cursor cursor, int member) -> Optional.of(cursor);
            case Start.Now now -> Optional.empty();
            case Start.Oldest oldest -> Optional.empty();
            case Start.Since since -> Optional.empty();
            case Start.Unknown unknown -> Optional.empty();
        };
    }

    /// The number of the last member of a set whose last word the client was told.
    private static int words(Start place) {
        return place instanceof Start.AfterWord(Cursor cursor, int member) ? member : Integer.MAX_VALUE;
    }

    private static Start place(String id, StreamKey stream) {
        Optional<Cursor> cursor = Cursor.parse(id, stream);
        if (cursor.isPresent()) {
            return new Start.After(cursor.get());
        }
        int members = SubjectSet.isSet(stream.subject())
                ? SubjectSet.members(stream.subject()).size()
                : 0;
        for (int member = 0; member < members; member++) {
            Optional<Cursor> behind = Cursor.parse(id, SubjectSet.word(stream, member));
            if (behind.isPresent()) {
                return new Start.AfterWord(behind.get(), member);
            }
        }
        return new Start.Unknown();
    }

    private static Refusal notATime() {
        return Refusal.invalid(
                "since", "must be an ISO 8601 date, or date and time with offset, or epoch milliseconds");
    }
}
