package io.dealstream.progress;

import io.dealstream.event.Event;
import io.dealstream.event.Position;
import io.dealstream.event.StateReader;
import io.dealstream.event.StateWriter;
import org.jspecify.annotations.Nullable;

/// The last word of a stream: the event that tells how it ended, or only its position.
///
/// @param at the event's position
/// @param recordTime the record's time, epoch ms
/// @param event the event; null where only its position is known
record Word(Position at, long recordTime, @Nullable Event event) {

    static Word of(Event event) {
        return new Word(event.position(), event.recordTime(), event);
    }

    static void write(@Nullable Word word, StateWriter out) {
        out.position(word == null ? null : word.at);
        if (word != null) {
            out.number(word.at.watermark() - word.recordTime);
        }
    }

    static @Nullable Word read(StateReader in) {
        Position at = in.position();
        return at == null ? null : new Word(at, at.watermark() - in.number(), null);
    }

    static @Nullable Event eventOf(@Nullable Word word) {
        return word == null ? null : word.event;
    }

    static @Nullable Position placeOf(@Nullable Word word) {
        return word == null ? null : word.at;
    }
}
