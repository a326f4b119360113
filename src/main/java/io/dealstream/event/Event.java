package io.dealstream.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A valid record: what happened, to whom, and the bytes that clients receive. Its rules are in kafka.md,
/// "Records".
///
/// @param tenant the only tenant that may see the event
/// @param type the event's entry in the catalogue
/// @param subjects the subjects on whose streams the event appears, the most specific first; at least one
/// @param document the id of the document that it concerns, in canonical form; null where it concerns the whole
///     subject
/// @param value one line of JSON in UTF-8: the record's own bytes, with line breaks between tokens blanked and
///     U+0085, U+2028 and U+2029 escaped, because some clients split lines at these. Shared by all readers: never
///     written to.
/// @param id the producer's `ce_id`
/// @param time when it happened, epoch ms: `ce_time`, else the record's timestamp; within the years 0 to 9999, so
///     that it has a form in RFC 3339
/// @param recordTime the record's timestamp, epoch ms: any number, because producers may give it. In the hub, a
///     timestamp in the future is replaced by the time at which the event was taken in.
/// @param position where in Kafka the record stands
/// @param traceparent the producer's W3C trace context, the parent of later spans; null where it sent none
@SuppressWarnings("ArrayRecordComponent") // shared by all readers and never compared: a copy per look would be the cost
public record Event(
        Tenant tenant,
        EventType type,
        List<Subject> subjects,
        @Nullable String document,
        byte[] value,
        String id,
        long time,
        long recordTime,
        Position position,
        @Nullable String traceparent) {

    /// The length of an id or document that [#weight] counts for every event, in characters.
    private static final int USUAL = 64;

    /// The same event with another span of its trace as parent.
    public Event tracedBy(@Nullable String parent) {
        return new Event(tenant, type, subjects, document, value, id, time, recordTime, position, parent);
    }

    /// The same event with another record time, because its own timestamp lies in the future.
    ///
    /// @param now when the event was taken in, epoch ms
    public Event recordedAt(long now) {
        return new Event(tenant, type, subjects, document, value, id, time, now, position, traceparent);
    }

    /// The same event with another value, such as one with fewer fields.
    public Event showing(byte[] other) {
        return new Event(tenant, type, subjects, document, other, id, time, recordTime, position, traceparent);
    }

    /// Roughly how much memory the event takes, in bytes: for bounds on journals and queues.
    public int weight() {
        return value.length + 256 + excess(id) + excess(document);
    }

    /// The bytes of a long name beyond the usual length: up to two for each character.
    private static int excess(@Nullable String name) {
        return name == null ? 0 : 2 * Math.max(0, name.length() - USUAL);
    }
}
