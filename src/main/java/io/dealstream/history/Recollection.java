package io.dealstream.history;

import io.dealstream.decode.Decoded;
import io.dealstream.decode.RecentIds;
import io.dealstream.event.Event;
import io.dealstream.event.Facts;
import io.dealstream.event.Position;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Makes an event from a record again, exactly as the intake did when the record was new: a record that was
/// rejected is rejected again, and a producer's retry is dropped again.
final class Recollection {

    private final BiFunction<ConsumerRecord<byte[], byte[]>, Position, Decoded> decoder;
    private final Function<Event, Facts> facts;
    private final RecentIds recent;

    /// @param decoder the intake's own, like the other two
    Recollection(
            BiFunction<ConsumerRecord<byte[], byte[]>, Position, Decoded> decoder,
            Function<Event, Facts> facts,
            RecentIds recent) {
        this.decoder = decoder;
        this.facts = facts;
        this.recent = recent;
    }

    /// The fields of an event's value that the state of a stream needs.
    Facts facts(Event event) {
        return facts.apply(event);
    }

    /// The event of one record.
    ///
    /// @param position where the record stands
    /// @param isWanted whether a request wants an event; the ids of the others are not remembered
    /// @return empty where the record is no event, a retry, or not wanted
    Optional<Event> event(ConsumerRecord<byte[], byte[]> record, Position position, Predicate<Event> isWanted) {
        return switch (decoder.apply(record, position)) {
            case Decoded.Accepted(Event event, String source, var facts, var mistimed)
            when isWanted.test(event) ->
                recent.isRepeat(event.tenant(), source, event.id(), position) ? Optional.empty() : Optional.of(event);
            case Decoded.Accepted unwanted -> Optional.empty();
            case Decoded.Rejected rejected -> Optional.empty();
        };
    }
}
