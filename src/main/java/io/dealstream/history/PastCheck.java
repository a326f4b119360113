package io.dealstream.history;

import io.dealstream.event.Cursor;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.history.Survey.Extent;
import io.dealstream.history.Survey.First;
import io.dealstream.hub.ResetReason;
import io.dealstream.kafka.Timeline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides before anything is read whether a request can be told all of its past, and where its past begins.
///
/// **Where it begins.** A cursor covers, in a partition without a mark, what has a watermark before `since`. The
/// first record that it does not cover is the first with a timestamp of at least `since`, for which Kafka has an
/// index. In a partition with a mark it is the one behind the mark; reading begins a little before all the same,
/// since a producer's retry is known by what stands before it.
///
/// **Watermarks.** They are the greatest timestamps so far, so they depend on records before the ones that are
/// read. Let reading begin at the first record that Kafka has for the time t. All earlier records have watermarks
/// before t, so taking t - 1 for where they ended gives every watermark from t on exactly, and the others, which
/// come out as t
/// - 1, lie before t as they should. Hence one reading is exact for all requests with `since` at or after t, and t
/// is the earliest of them. Where reading begins later, a little before a mark, what went before has reached
/// `since` of that request, as marks are only given for watermarks of at least `since`; so taking `since` is never
/// too much, and where it is too little it matters to nobody: those that begin there compare offsets with their
/// mark, and those with a later `since` begin at a record whose own timestamp lifts the watermark to what it
/// should be.
final class PastCheck {

    /// How far before a mark reading begins, in records.
    private static final long LOOK_BACK = 10_000;

    /// The answer to a request.
    sealed interface Verdict {

        /// It has to be told that its past is lost.
        ///
        /// @param because what shows it, for the log
        record Lost(ResetReason reason, String because) implements Verdict {}

        /// Kafka has not said enough to tell.
        record Open() implements Verdict {}

        /// This is its past.
        record Granted(List<RemainingRange> remaining) implements Verdict {}
    }

    private final Timeline timeline;
    private final Duration keptFor;
    private final InstantSource clock;

    /// @param keptFor see [HistorySettings#keptFor()]
    PastCheck(Timeline timeline, Duration keptFor, InstantSource clock) {
        this.timeline = timeline;
        this.keptFor = keptFor;
        this.clock = clock;
    }

    Verdict judge(PastRequest request, Survey survey) {
        if (!request.isLenient()) {
            for (Partition hint : request.after().hints()) {
                Optional<Verdict> objection = objection(hint.tag(), hint.index(), survey);
                if (objection.isPresent()) {
                    return objection.get();
                }
            }
            for (Cursor.Mark mark : request.after().marks()) {
                Optional<Verdict> objection = objection(mark, survey);
                if (objection.isPresent()) {
                    return objection.get();
                }
            }
        }
        List<RemainingRange> remaining = new ArrayList<>();
        for (Position until : request.until()) {
            Partition partition = until.partition();
            boolean live = survey.live().contains(partition);
            Optional<Extent> extent = survey.extent(partition);
            if (live && extent.isEmpty()) {
                return new Verdict.Open();
            }
            if (!request.isLenient() && until.offset() >= 0) {
                if (!live) {
                    return recreated(partition.tag());
                }
                if (isGone(request.after(), until, extent.orElseThrow())) {
                    return expired(partition, extent.orElseThrow());
                }
            }
            if (live) {
                range(request, until, extent.orElseThrow()).ifPresent(remaining::add);
            }
        }
        return new Verdict.Granted(remaining);
    }

    /// Judges a request of which a part has been read already.
    Verdict judgeAgain(PastRequest request, Survey survey) {
        for (RemainingRange range : request.remaining()) {
            if (!survey.live().contains(range.partition())) {
                return recreated(range.partition().tag());
            }
            Optional<Extent> extent = survey.extent(range.partition());
            if (extent.isEmpty()) {
                return new Verdict.Open();
            }
            if (range.next() < extent.get().beginning() && !request.isLenient()) {
                return expired(range.partition(), extent.get());
            }
            range.skipTo(extent.get().beginning());
        }
        return new Verdict.Granted(request.remaining());
    }

    /// What speaks against a mark: it is of another topic than there is now, or from the future.
    private static Optional<Verdict> objection(Cursor.Mark mark, Survey survey) {
        Optional<Verdict> objection = objection(mark.tag(), mark.index(), survey);
        if (objection.isPresent()) {
            return objection;
        }
        Optional<Extent> extent = survey.find(mark.tag(), mark.index()).flatMap(survey::extent);
        if (extent.isEmpty()) {
            return Optional.of(new Verdict.Open());
        }
        return mark.offset() >= extent.get().end()
                ? Optional.of(unknown("%s lies behind the log's end, %d"
                        .formatted(mark, extent.get().end())))
                : Optional.empty();
    }

    private static Optional<Verdict> objection(int tag, int index, Survey survey) {
        if (!survey.isLive(tag)) {
            return Optional.of(recreated(tag));
        }
        return survey.find(tag, index).isPresent()
                ? Optional.empty()
                : Optional.of(unknown("the topic with the tag %d has no partition %d".formatted(tag, index)));
    }

    private static Verdict unknown(String because) {
        return new Verdict.Lost(ResetReason.UNKNOWN, because);
    }

    private static Verdict recreated(int tag) {
        return new Verdict.Lost(ResetReason.RECREATED, "there is no topic with the tag " + tag);
    }

    private static Verdict expired(Partition partition, Extent log) {
        return new Verdict.Lost(ResetReason.EXPIRED, "%s begins at %d only".formatted(partition, log.beginning()));
    }

    /// Whether Kafka may have deleted records that the cursor does not cover. Without a mark this cannot be seen:
    /// if the oldest record that is left comes after `since`, those before it may or may not have. Then it takes
    /// knowledge of another kind to rule it out.
    private boolean isGone(Cursor after, Position until, Extent log) {
        Optional<Cursor.Mark> mark = after.mark(until.partition());
        if (mark.isPresent()) {
            long next = mark.get().offset() + 1;
            return next <= until.offset() && next < log.beginning();
        }
        First first = log.first();
        boolean doubtful =
                first == null ? log.isEmpty() : first.offset() <= log.beginning() && first.timestamp() >= after.since();
        return doubtful
                && log.beginning() > 0
                && timeline.before(until.partition(), log.beginning()) >= after.since()
                && after.since() <= clock.millis() - keptFor.toMillis();
    }

    private static Optional<RemainingRange> range(PastRequest request, Position until, Extent log) {
        First first = log.first();
        long sinceThen = first == null ? log.end() : first.offset();
        long next = request.after()
                .mark(until.partition())
                .map(mark -> Math.min(mark.offset() + 1, Math.max(sinceThen, mark.offset() + 1 - LOOK_BACK)))
                .orElse(sinceThen);
        long watermark =
                next <= sinceThen ? before(log.since()) : request.after().since();
        next = Math.max(next, log.beginning());
        return next <= until.offset()
                ? Optional.of(new RemainingRange(request, until.partition(), next, until.offset(), watermark))
                : Optional.empty();
    }

    /// Nothing lies before the oldest record, where reading begins for times before 1970.
    private static long before(long since) {
        return since < 0 ? Long.MIN_VALUE : since - 1;
    }
}
