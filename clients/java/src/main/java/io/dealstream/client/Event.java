package io.dealstream.client;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// An event, whichever way it came.
///
/// @param id where the stream stands after it; null on streams without ids. Opaque: not for comparing
/// @param type `processing.progress`, ...; `snapshot`, where `data` is the current state; `stream.reset`, where
///     `data` says under `reason` why what came in between cannot be told (`expired`, `unknown`, `recreated`;
///     `gap` on streams without ids)
/// @param data as produced: maps, lists, texts, booleans, null, and numbers that keep their digits (`Long`,
///     `BigInteger`, `BigDecimal`)
/// @param time when it happened, ISO 8601; only where the service says so (polled events, cases), else null
public record Event(String id, String type, Map<String, Object> data, String time) {

    static final String RESET = "stream.reset";
    static final String SNAPSHOT = "snapshot";

    /// Every event has a type and data.
    public Event {
        Objects.requireNonNull(type);
        Objects.requireNonNull(data);
    }

    /// The event with its type's fields: `event.typed() instanceof Events.ProcessingProgress p`.
    ///
    /// A field that a view hides from this program is null.
    ///
    /// @return null where the type is none of the catalogue's that this client was made of, or it has other fields,
    ///     or a view hides a whole number or an object: [#data] has what is there
    public TypedEvent typed() {
        return Events.read(type, data);
    }

    /// Whether it is the current state to start from, rather than something that happened.
    public boolean isSnapshot() {
        return type.equals(SNAPSHOT);
    }

    /// Why what came in between cannot be told; empty where this is an event like others.
    public Optional<String> reset() {
        return type.equals(RESET) ? Optional.of(String.valueOf(data.get("reason"))) : Optional.empty();
    }
}
