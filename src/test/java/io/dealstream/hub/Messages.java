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
}
