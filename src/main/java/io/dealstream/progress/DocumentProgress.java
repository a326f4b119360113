package io.dealstream.progress;

import io.dealstream.event.Position;
import io.dealstream.event.StateReader;
import io.dealstream.event.StateWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One document of a deal. Immutable.
///
/// It is pending from its first event until one that ends it. After that only an event that begins a run makes it
/// pending again; anything else is late news of the run that is over and is passed by, whatever its stage says. A
/// stage named `failed`, `cancelled` or `completed` in `processing.progress` is only the name of a stage: it ends
/// nothing.
///
/// @param id `document_id`, which is also `statement_id`
/// @param stage the stage as produced; for the `*_complete` types the stage that they say is done
/// @param percent the last progress that was produced in this run
/// @param floor the progress, 0 to 100, that the finished steps of this run stand for
/// @param healthScore of the run's end, as produced
/// @param error of the run's end, where it failed
/// @param updatedAt when the last event that counted happened, epoch ms
/// @param at where that event stands; null before the first
/// @param startedAt where the last event that begins a run stands; null where none has been seen
/// @param stalledSince since when nothing has been heard of it, as told; null where that was not told, or where
///     something has been heard since
/// @param told what its events said last, late ones too
public record DocumentProgress(
        String id,
        Status status,
        @Nullable String stage,
        @Nullable Latest percent,
        int floor,
        @Nullable String healthScore,
        @Nullable String error,
        long updatedAt,
        @Nullable Position at,
        @Nullable Position startedAt,
        @Nullable String stalledSince,
        Tellings told)
        implements Part {

    /// Where a document is in its life.
    public enum Status {
        PENDING,
        COMPLETED,
        FAILED
    }

    private static final List<Status> STATUSES = List.of(Status.values());

    /// The types of the events that tell of a document.
    public static List<String> types() {
        return Step.types();
    }

    /// Whether events of a type tell that a document has come to its end, good or bad.
    public static boolean isEnd(String type) {
        Step step = Step.of(type);
        return step != null && (step.effect() == Step.Effect.COMPLETES || step.effect() == Step.Effect.FAILS);
    }

    /// A document that has just been heard of.
    static DocumentProgress unknown(String id) {
        return new DocumentProgress(id, Status.PENDING, null, null, 0, null, null, 0, null, null, null, Tellings.NONE);
    }

    @Override
    public boolean isPending() {
        return status == Status.PENDING;
    }

    @Override
    public int weight() {
        return Part.lengthOf(id, stage, Latest.textOf(percent), healthScore, error, stalledSince)
                + told.weight(known().said());
    }

    @Override
    public void write(StateWriter out) {
        // most documents that have ended say the last of all in one event
        boolean percentIsNews = percent != null && percent.at().equals(at);
        out.text(id)
                .count(STATUSES.indexOf(status) * 4L + (stalledSince == null ? 0 : 2) + (percentIsNews ? 1 : 0))
                .text(stage)
                .position(at)
                .position(startedAt);
        if (percentIsNews) {
            out.text(Latest.textOf(percent));
        } else {
            Latest.write(percent, out);
        }
        out.count(floor).text(healthScore).text(error).number(at == null ? updatedAt : at.watermark() - updatedAt);
        if (stalledSince != null) {
            out.text(stalledSince.equals(text(updatedAt)) ? null : stalledSince);
        }
        told.write(out, known());
    }

    static DocumentProgress read(StateReader in) {
        String id = Objects.requireNonNull(in.text());
        int form = (int) in.count();
        String stage = in.text();
        Position at = in.position();
        Position startedAt = in.position();
        Latest percent = form % 2 == 0
                ? Latest.read(in)
                : new Latest(Objects.requireNonNull(in.text()), Objects.requireNonNull(at));
        int floor = (int) in.count();
        String healthScore = in.text();
        String error = in.text();
        long apart = in.number();
        long updatedAt = at == null ? apart : at.watermark() - apart;
        String stalledSince = (form & 2) == 0 ? null : Objects.requireNonNullElseGet(in.text(), () -> text(updatedAt));
        DocumentProgress read = new DocumentProgress(
                id,
                STATUSES.get(form / 4),
                stage,
                percent,
                floor,
                healthScore,
                error,
                updatedAt,
                at,
                startedAt,
                stalledSince,
                Tellings.NONE);
        return read.having(Tellings.read(in, read.known()));
    }

    /// What its tellings repeat.
    private Telling.Known known() {
        return new Telling.Known(
                at,
                updatedAt,
                startedAt,
                Arrays.asList(stage, Latest.textOf(percent), healthScore, null, error, stalledSince));
    }

    /// Percent: as produced, or what the finished steps stand for where that is more (the `*_complete` types, which
    /// carry none, count 20 each). Null where nothing is known.
    public @Nullable String progress() {
        String produced = Latest.textOf(percent);
        return floor > NumberText.orElse(produced, 0) ? Integer.toString(floor) : produced;
    }

    /// Whether the event at that place is the one that ended it.
    boolean wasEndedAt(Position position) {
        return !isPending() && position.equals(at);
    }

    /// What it is after one more event.
    DocumentProgress after(Step step, Telling telling) {
        Position position = telling.at();
        return switch (step.effect()) {
            case BEGINS -> begun(position).movedOn(step, telling);
            case GOES_ON -> movedOn(step, telling);
            case COMPLETES -> ends(position) ? ended(Status.COMPLETED, null, step, telling) : hearing(telling);
            case FAILS -> ends(position) ? ended(Status.FAILED, telling.get("error"), step, telling) : hearing(telling);
            case STALLS -> stalled(step, telling);
        };
    }

    private DocumentProgress hearing(Telling telling) {
        return having(told.and(telling));
    }

    private DocumentProgress having(Tellings heard) {
        return new DocumentProgress(
                id, status, stage, percent, floor, healthScore, error, updatedAt, at, startedAt, stalledSince, heard);
    }

    /// Whether the record that tells of a stall is about the event that was heard last: one that was written while
    /// the next event came is not.
    boolean isStill(Telling stall) {
        String since = stall.get("since");
        return since != null
                && isPending()
                && Sequence.isAfter(stall.at(), at)
                && (at == null || updatedAt == millis(since));
    }

    private static String text(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).toString();
    }

    /// Impossible as the time of an event where it is no time.
    private static long millis(String time) {
        try {
            return Instant.parse(time).toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            return Long.MIN_VALUE;
        }
    }

    /// It goes on being pending, and where it is: only where nothing else is known of it, that is told by the
    /// stall.
    private DocumentProgress stalled(Step step, Telling telling) {
        if (!isPending()) {
            return this;
        }
        DocumentProgress known = at == null ? movedOn(step, telling) : hearing(telling);
        return new DocumentProgress(
                id,
                known.status,
                known.stage,
                known.percent,
                known.floor,
                known.healthScore,
                known.error,
                known.updatedAt,
                known.at,
                known.startedAt,
                telling.get("since"),
                known.told);
    }

    private Tellings withoutStall() {
        return stalledSince == null ? told : told.without(Step.STALLED);
    }

    private DocumentProgress begun(Position position) {
        if (!Sequence.isAfter(position, startedAt)) {
            return this;
        }
        return !isPending() && Sequence.isAfter(position, at)
                ? new DocumentProgress(
                        id, Status.PENDING, null, null, 0, null, null, updatedAt, at, position, null, told)
                : new DocumentProgress(
                        id,
                        status,
                        stage,
                        percent,
                        floor,
                        healthScore,
                        error,
                        updatedAt,
                        at,
                        position,
                        stalledSince,
                        told);
    }

    /// Whether a terminal event is the end of this run rather than of an earlier one. A pending document takes it
    /// even where news from another partition has overtaken it, else the document would wait for ever.
    private boolean ends(Position position) {
        return Sequence.isAfter(position, startedAt) && (isPending() || Sequence.isAfter(position, at));
    }

    private DocumentProgress ended(Status how, @Nullable String why, Step step, Telling telling) {
        String newStage = telling.get("stage");
        String newScore = telling.get("health_score");
        return new DocumentProgress(
                id,
                how,
                newStage == null ? step.stage() : newStage,
                Latest.of(percent, telling.get("progress"), telling.at()),
                Math.max(floor, step.percent()),
                newScore == null ? healthScore : newScore,
                why,
                telling.time(),
                telling.at(),
                startedAt,
                null,
                withoutStall().and(telling));
    }

    private DocumentProgress movedOn(Step step, Telling telling) {
        if (!isPending()) {
            return hearing(telling);
        }
        boolean news = Sequence.isAfter(telling.at(), at);
        String newStage = telling.get("stage");
        return new DocumentProgress(
                id,
                status,
                news ? (newStage == null ? step.stage() : newStage) : stage,
                Latest.of(percent, telling.get("progress"), telling.at()),
                Math.max(floor, step.percent()),
                healthScore,
                error,
                news ? telling.time() : updatedAt,
                news ? telling.at() : at,
                startedAt,
                news ? null : stalledSince,
                (news ? withoutStall() : told).and(telling));
    }
}
