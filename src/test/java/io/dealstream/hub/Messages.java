package io.dealstream.hub;

import io.dealstream.event.Cursor;
import io.dealstream.event.Event;
import io.dealstream.event.EventType;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Makes what readers are given, for tests of how it looks on the wire.
public final class Messages {

    /// When all these events happened.
    public static final long TIME = 1_772_618_405_678L;

    private static final StreamKey STREAM = new StreamKey(new Tenant("acme"), new Subject("any", "7"));

    private static final Partition PARTITION = new Partition("processing-events", 0, 7);

    private Messages() {}

    /// An event of a type, with a value as it comes out of the decoder.
    public static Delivery.Message of(String type, String value) {
        Position position = new Position(new Partition("topic", 0, 1), 5, TIME);
        Event event = new Event(
                STREAM.tenant(),
                new EventType(type, "any"),
                List.of(STREAM.subject()),
                null,
                value.getBytes(StandardCharsets.UTF_8),
                "e-1",
                TIME,
                TIME,
                position,
                null);
        return new Delivery.Message(STREAM, event, new Cursor(TIME, List.of(new Cursor.Mark(1, 0, 5))));
    }

    /// The event at an offset of a deal's stream, told in its turn: its id covers it and all before.
    public static Delivery.Message at(StreamKey deal, long offset) {
        return new Delivery.Message(deal, event(deal, offset), covering(offset));
    }

    /// The same as the last word for who has just come to the place behind `here`.
    public static Delivery.Message word(StreamKey deal, long offset, long here) {
        return Delivery.Message.word(deal, event(deal, offset), covering(here));
    }

    /// An event of a deal, a millisecond after the one at the offset before.
    public static Event event(StreamKey deal, long offset) {
        return new Event(
                deal.tenant(),
                new EventType("processing.progress", "processing"),
                List.of(deal.subject(), Subject.whole("organisation")),
                "15",
                "{}".getBytes(StandardCharsets.UTF_8),
                "e-" + offset,
                TIME + offset,
                TIME + offset,
                new Position(PARTITION, offset, TIME + offset),
                null);
    }

    private static Cursor covering(long offset) {
        return new Cursor(TIME - 1, List.of(new Cursor.Mark(PARTITION.tag(), PARTITION.index(), offset)));
    }
}
