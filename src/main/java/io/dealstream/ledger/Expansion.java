package io.dealstream.ledger;

import io.dealstream.access.Rights;
import io.dealstream.event.Cursor;
import io.dealstream.event.Event;
import io.dealstream.event.Position;
import io.dealstream.event.Subject;
import io.dealstream.event.SubjectSet;
import io.dealstream.ledger.LedgerRecord.Place;
import io.dealstream.views.TypePattern;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells which events a record of the ledger stands for: those between its first and its last id that neither
/// filter nor rights nor view hide. In doubt it says that an event was shown. Immutable.
public final class Expansion {

    /// How far producers' clocks may be ahead of a replica's. The events of an open record may have times up to
    /// this much after its end.
    public static final Duration CLOCKS_APART = Duration.ofMinutes(1);

    /// Whether an event was shown.
    public enum Claim {
        NO,
        /// Perhaps: the record is open, or its ids do not tell.
        MAYBE,
        YES
    }

    private final LedgerRecord record;
    private final Showing showing;
    private final Set<Subject> subjects;
    private final Rights rights;
    private final @Nullable List<TypePattern> view;
    private final long now;
    private final @Nullable Cursor first;
    private final @Nullable Cursor last;

    /// @param record the record
    /// @param now epoch ms: a time after it tells nothing
    public Expansion(LedgerRecord record, long now) {
        this.record = record;
        this.showing = record.showing();
        this.subjects = Set.copyOf(SubjectSet.members(showing.stream().subject()));
        this.rights = new Rights(null, null, null, showing.document(), null, null, null);
        List<String> types = showing.viewTypes();
        this.view =
                types == null ? null : types.stream().map(TypePattern::parse).toList();
        this.now = now;
        Place from = record.first();
        this.first = cursor(from == null ? null : from.id());
        this.last = cursor(record.lastId());
    }

    private @Nullable Cursor cursor(@Nullable String id) {
        return Optional.ofNullable(id)
                .flatMap(text -> Cursor.parse(text, showing.stream()))
                .orElse(null);
    }

    /// Whether an event was shown.
    ///
    /// @param event the event as read from Kafka, with the incarnation of its topic and its exact watermark
    public Claim claim(Event event) {
        if (showing.way() == Showing.Way.SNAPSHOT || !mayShow(event)) {
            return Claim.NO;
        }
        Position position = event.position();
        if (record.words().stream().anyMatch(word -> isSame(word, position))) {
            return sure(!record.openEnd());
        }
        Place begin = record.first();
        if (begin == null) {
            return record.openEnd() && isInTime(event) ? Claim.MAYBE : Claim.NO;
        }
        if (isSame(begin.position(), position)) {
            return sure(!record.openEnd());
        }
        Cursor before = first;
        if (before != null && before.covers(position)) {
            return Claim.NO;
        }
        Cursor end = last;
        if (record.openEnd() || end == null || end.isVague()) {
            return isInTime(event) ? Claim.MAYBE : Claim.NO;
        }
        if (!end.mayCover(position)) {
            return Claim.NO;
        }
        return sure(end.covers(position) && before != null && !before.mayCover(position));
    }

    /// Whether an event is on the stream, and neither filter nor rights nor view hide it.
    private boolean mayShow(Event event) {
        String type = event.type().name();
        return event.tenant().equals(showing.stream().tenant())
                && event.subjects().stream().anyMatch(subjects::contains)
                && showing.filter().test(event)
                && rights.shows(event)
                && (view == null || view.stream().anyMatch(pattern -> pattern.matches(type)));
    }

    private boolean isInTime(Event event) {
        return event.recordTime() <= record.to() + CLOCKS_APART.toMillis() || event.recordTime() > now;
    }

    private static Claim sure(boolean sure) {
        return sure ? Claim.YES : Claim.MAYBE;
    }

    private static boolean isSame(Position one, Position other) {
        return one.offset() == other.offset() && one.partition().equals(other.partition());
    }
}
