package io.dealstream.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A valid record: what happened, to whom, and the bytes that clients receive.
///
/// @param tenant the only tenant that may see it
/// @param type its entry in the catalogue
/// @param subjects the subjects on whose streams it appears, the most specific first; at least one
/// @param document the document it concerns in canonical form, or null where it concerns the whole subject
/// @param value one line of JSON in UTF-8, for those too who split lines at U+0085, U+2028 and U+2029: the record's
///     own bytes with line breaks between tokens blanked and these three escaped. Shared by all readers: never written
///     to.
/// @param id the producer's `ce_id`
/// @param time when it happened, epoch ms: `ce_time`, else the record's timestamp; within the years 0 and 9999, so that
///     it has a form in RFC 3339
/// @param recordTime the record's timestamp, epoch ms: any number that a producer may have given; in the hub, one in
///     the future is when it was taken in
/// @param position where in Kafka it stands
/// @param traceparent the producer's W3C trace context, if it sent one; what happens next belongs under it
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

    /// The length of names that is part of what any event costs, in characters.
    private static final int USUAL = 64;

    /// The same event as a part of another span of its trace.
    public Event tracedBy(@Nullable String parent) {
        return new Event(tenant, type, subjects, document, value, id, time, recordTime, position, parent);
    }

    /// The same event, taken in at a time that its own timestamp, in the future, leaves far behind.
    ///
    /// @param now epoch ms
    public Event recordedAt(long now) {
        return new Event(tenant, type, subjects, document, value, id, time, now, position, traceparent);
    }

    /// The same event with another value, such as one that holds less.
    public Event showing(byte[] other) {
        return new Event(tenant, type, subjects, document, other, id, time, recordTime, position, traceparent);
    }

    /// What the event costs in memory, roughly, in bytes: for bounds on journals and queues.
    public int weight() {
        return value.length + 256 + excess(id) + excess(document);
    }

    /// What a long name takes beyond the usual: up to two bytes a character.
    private static int excess(@Nullable String name) {
        return name == null ? 0 : 2 * Math.max(0, name.length() - USUAL);
    }
}
