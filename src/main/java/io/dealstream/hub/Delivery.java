package io.dealstream.hub;

import io.dealstream.event.Cursor;
import io.dealstream.event.Event;
import io.dealstream.event.StreamKey;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One thing that a reader is given. The same instance goes to all live readers of a stream.
public sealed interface Delivery {

    /// An event.
    final class Message implements Delivery {

        private final StreamKey stream;
        private final Event event;
        private final long since;
        private final boolean word;
        /// The cursor until somebody asks for the id, then the id; or the message whose id it has. One field, as lanes
        /// may race to change it.
        private Object place;

        private @Nullable WireForm wireForms;

        Message(StreamKey stream, Event event, Cursor cursor) {
            this(stream, event, cursor, false);
        }

        private Message(StreamKey stream, Event event, Cursor cursor, boolean word) {
            this.stream = stream;
            this.event = event;
            this.since = cursor.since();
            this.word = word;
            this.place = cursor;
        }

        private Message(Message origin, Event event) {
            this.stream = origin.stream;
            this.event = event;
            this.since = origin.since;
            this.word = origin.word;
            this.place = origin;
        }

        /// The last word of a stream that is complete, told to who has just come to the place of `cursor`.
        static Message word(StreamKey stream, Event event, Cursor cursor) {
            return new Message(stream, event, cursor, true);
        }

        /// Whether it is the last word of a stream that was complete before its reader came. Its id is the place where
        /// the reader stands, which may lie behind much that the reader is not told.
        public boolean isWord() {
            return word;
        }

        /// The same place in the stream, and of the event only what `shown` holds. It has wire forms of its own.
        public Message showing(Event shown) {
            return new Message(this, shown);
        }

        public Event event() {
            return event;
        }

        /// What the id carries as `since`, epoch ms.
        long since() {
            return since;
        }

        /// The cursor of a reader who has everything up to and including this event, as an id.
        public String id() {
            return switch (place) {
                case Cursor cursor -> {
                    String id = cursor.encode(stream);
                    place = id;
                    yield id;
                }
                case Message origin -> origin.id();
                case Object id -> (String) id;
            };
        }

        /// The event as the readers of one dialect receive it, made by the first of them that asks. The form must be
        /// immutable: lanes may race to make it.
        ///
        /// @param dialect whose form it is; one subject's events may be read in several
        public <T> T wireForm(Object dialect, Class<T> type, Function<Message, T> encoder) {
            for (WireForm known = wireForms; known != null; known = known.next()) {
                if (known.dialect().equals(dialect)) {
                    return type.cast(known.form());
                }
            }
            T made = encoder.apply(this);
            wireForms = new WireForm(dialect, made, wireForms);
            return made;
        }

        /// One dialect's form, and those of the others.
        private record WireForm(
                Object dialect, Object form, @Nullable WireForm next) {}
    }

    /// No event, but the reader's place by now: to resume from here costs less.
    ///
    /// @param live true for the first one, which says that the past is over and the present begins
    record Bookmark(String id, boolean live) implements Delivery {}

    /// The past that the reader asked for cannot be told; the present follows.
    record Reset(ResetReason reason) implements Delivery {}
}
