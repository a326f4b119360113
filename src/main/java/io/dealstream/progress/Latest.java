package io.dealstream.progress;

import io.dealstream.event.Position;
import io.dealstream.event.StateReader;
import io.dealstream.event.StateWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The most recent value of one field, and the position of its record.
///
/// @param text the value as produced: numbers keep their digits
/// @param at the position of the record that brought it
public record Latest(String text, Position at) {

    /// The newer one of a known value and a record's value. A record without a value changes nothing.
    static @Nullable Latest of(@Nullable Latest known, @Nullable String text, Position at) {
        if (text == null || (known != null && !Sequence.isAfter(at, known.at))) {
            return known;
        }
        return new Latest(text, at);
    }

    static void write(@Nullable Latest latest, StateWriter out) {
        out.position(latest == null ? null : latest.at);
        if (latest != null) {
            out.text(latest.text);
        }
    }

    static @Nullable Latest read(StateReader in) {
        Position at = in.position();
        return at == null ? null : new Latest(Objects.requireNonNull(in.text()), at);
    }

    /// The text of a value; null where there is none.
    public static @Nullable String textOf(@Nullable Latest latest) {
        return latest == null ? null : latest.text;
    }
}
