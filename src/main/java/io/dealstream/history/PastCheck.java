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

/// Decides before anything is read whether a request can get all of its past, and where its past begins.
///
/// **Where it begins.** In a partition without a mark, a cursor covers the records with a watermark before
/// `since`. So the first record that it does not cover is the first one with a timestamp of at least `since`,
/// for which Kafka has an index. In a partition with a mark it is the record behind the mark. Reading begins a
/// little before it, because a producer's retry is recognised by the records before it.
///
/// **Watermarks.** A watermark is the greatest timestamp so far, so it depends on records before those that are
/// read. Let reading begin at the first record that Kafka has for the time t. All earlier records have
/// watermarks before t. So the start value t - 1 gives every watermark from t on exactly, and all others lie
/// before t, as they should. Hence one reading is exact for all requests with `since` at or after t, and t is
/// the earliest `since` of them.
///
/// Some readings begin later, a little before a mark. There the records before have reached that request's
/// `since`, because a mark is only given for watermarks of at least `since`. So the start value `since` is
/// never too great. Where it is too small, no request is affected: those that begin there compare offsets with
/// their mark, and those with a later `since` begin at a record whose own timestamp raises the watermark to the
/// right value.
final class PastCheck {

    /// How many records before a mark reading begins.
    private static final long LOOK_BACK = 10_000;

    /// The answer to a request.
    sealed interface Verdict {

        /// The past is lost.
        ///
        /// @param because the reason, for the log
        record Lost(ResetReason reason, String because) implements Verdict {}

        /// Kafka's answers do not suffice to decide.
        record Open() implements Verdict {}

        /// The past can be read.
        ///
        /// @param remaining the ranges to read
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

    /// Judges a request again after a part of it was read.
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

    /// The verdict against a mark that belongs to no present topic or lies in the future; empty where the mark
    /// is fine.
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

    /// Whether Kafka may have deleted records that the cursor does not cover. Without a mark, the offsets alone
    /// cannot tell: if the oldest record that is left comes after `since`, the deleted ones may have come after
    /// it, too. Then the timeline or [HistorySettings#keptFor()] must rule it out.
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

    /// The watermark before `since`. Reading begins at the oldest record for times before 1970, and nothing
    /// lies before it.
    private static long before(long since) {
        return since < 0 ? Long.MIN_VALUE : since - 1;
    }
}
