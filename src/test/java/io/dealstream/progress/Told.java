package io.dealstream.progress;

import io.dealstream.event.Event;
import io.dealstream.event.EventType;
import io.dealstream.event.Facts;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.event.SmallNumbers;
import io.dealstream.event.StateReader;
import io.dealstream.event.StateWriter;
import io.dealstream.event.StreamState;
import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An event and its facts, as the intake hands them to a fold.
record Told(Event event, Facts facts) {

    static final Partition PROCESSING = new Partition("processing-events", 0, 0xA1);
    static final Partition OTHER_PROCESSING = new Partition("processing-events", 1, 0xA1);
    static final Partition DEALS = new Partition("deal-events", 0, 0xB2);

    /// Second 0 of the stories.
    static final long T = 1_772_618_460_000L;

    void to(StreamState state) {
        state.apply(event, facts);
    }

    /// A state as it is after it was put away and taken out again.
    static <S extends StreamState> S restored(StreamState state, S fresh, Partition... partitions) {
        List<Position> lasts = Stream.of(partitions)
                .map(partition -> new Position(partition, 1_000_000, T + 1_000_000))
                .toList();
        SmallNumbers<Partition> numbers = new SmallNumbers<>();
        StateWriter out = new StateWriter(lasts, numbers);
        state.write(out);
        StateReader in = new StateReader(out.bytes(), 0, numbers);
        in.relativeTo(lasts);
        fresh.read(in);
        return fresh;
    }

    /// How many bytes a state takes once it is put away.
    static int bytes(StreamState state, Partition partition) {
        StateWriter out =
                new StateWriter(List.of(new Position(partition, 1_000_000, T + 1_000_000)), new SmallNumbers<>());
        state.write(out);
        return out.bytes().length;
    }

    boolean is(String type) {
        return event.type().name().equals(type);
    }

    /// The event of that many seconds after the start; the offset follows the time.
    static Told at(
            double second, Partition partition, String type, @Nullable String document, Map<String, String> facts) {
        long time = T + Math.round(second * 1000);
        Position position = new Position(partition, time - T, time);
        Event event = new Event(
                new Tenant("acme"),
                new EventType(type, "processing"),
                List.of(new Subject("deal", "42")),
                document,
                new byte[0],
                type + "@" + second,
                time - 7,
                time,
                position,
                null);
        Map<String, String> copy = new HashMap<>(facts);
        return new Told(event, copy::get);
    }

    static Told at(double second, String type, @Nullable String document, Map<String, String> facts) {
        return at(second, PROCESSING, type, document, facts);
    }

    static Told at(double second, String type, @Nullable String document) {
        return at(second, type, document, Map.of());
    }
}
