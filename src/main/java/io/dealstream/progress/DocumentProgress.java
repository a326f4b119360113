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
/// It is pending from its first event until an event that ends it. After that, only an event that begins a run
/// makes it pending again. Any other event is late news of the ended run and is ignored, whatever its stage
/// says. A stage named `failed`, `cancelled` or `completed` in `processing.progress` is only a name and ends
/// nothing.
///
/// @param id the event's `document_id`, which is also `statement_id`
/// @param run the present run
/// @param updatedAt when the last event that counted happened, epoch ms
/// @param at the position of that event; null before the first
/// @param startedAt the position of the last event that begins a run; null where there was none
/// @param stalledSince since when the document has had no event, as a stall event told; null where there was no
///     such event, or another event came after it
/// @param told the last facts of its events, late ones included
public record DocumentProgress(
        String id,
        DocumentRun run,
        long updatedAt,
        @Nullable Position at,
        @Nullable Position startedAt,
        @Nullable String stalledSince,
        Tellings told)
        implements Part {

    /// The phases of a document.
    public enum Status {
        PENDING,
        COMPLETED,
        FAILED
    }

    private static final List<Status> STATUSES = List.of(Status.values());

    /// The names of the types that tell of a document.
    public static List<String> types() {
        return Step.types();
    }

    /// Whether events of a type end a document's run, good or bad.
    public static boolean isEnd(String type) {
        Step step = Step.of(type);
        return step != null && (step.effect() == Step.Effect.COMPLETES || step.effect() == Step.Effect.FAILS);
    }

    /// A document without events.
    static DocumentProgress unknown(String id) {
        return new DocumentProgress(id, DocumentRun.FRESH, 0, null, null, null, Tellings.NONE);
    }

    public Status status() {
        return run.status();
    }

    /// The stage as produced; for the `*_complete` types the stage that they finish. Null where none is known.
    public @Nullable String stage() {
        return run.stage();
    }

    /// The health score at the run's end, as produced; null where there is none.
    public @Nullable String healthScore() {
        return run.healthScore();
    }

    /// The error at the run's end; null where it did not fail, or gave no error.
    public @Nullable String error() {
        return run.error();
    }

    @Override
    public boolean isPending() {
        return run.status() == Status.PENDING;
    }

    @Override
    public int weight() {
        return Part.lengthOf(
                        id, run.stage(), Latest.textOf(run.percent()), run.healthScore(), run.error(), stalledSince)
                + told.weight(known().said());
    }

    @Override
    public void write(StateWriter out) {
        // most documents that have ended have all their last values from one event
        Latest percent = run.percent();
        boolean percentIsNews = percent != null && percent.at().equals(at);
        out.text(id)
                .count(STATUSES.indexOf(run.status()) * 4L + (stalledSince == null ? 0 : 2) + (percentIsNews ? 1 : 0))
                .text(run.stage())
                .position(at)
                .position(startedAt);
        if (percentIsNews) {
            out.text(Latest.textOf(percent));
        } else {
            Latest.write(percent, out);
        }
        out.count(run.floor())
                .text(run.healthScore())
                .text(run.error())
                .number(at == null ? updatedAt : at.watermark() - updatedAt);
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
                new DocumentRun(STATUSES.get(form / 4), stage, percent, floor, healthScore, error),
                updatedAt,
                at,
                startedAt,
                stalledSince,
                Tellings.NONE);
        return read.having(Tellings.read(in, read.known()));
    }

    /// The values that its tellings often repeat.
    private Telling.Known known() {
        return new Telling.Known(
                at,
                updatedAt,
                startedAt,
                Arrays.asList(
                        run.stage(), Latest.textOf(run.percent()), run.healthScore(), null, run.error(), stalledSince));
    }

    /// The progress in percent: as produced, or what the finished steps count for, whichever is more. The
    /// `*_complete` types have no progress and count 20 each. Null where nothing is known.
    public @Nullable String progress() {
        String produced = Latest.textOf(run.percent());
        return run.floor() > NumberText.orElse(produced, 0) ? Integer.toString(run.floor()) : produced;
    }

    /// Whether the event at that position ended the present run.
    boolean wasEndedAt(Position position) {
        return !isPending() && position.equals(at);
    }

    /// The document after one more event.
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
        return new DocumentProgress(id, run, updatedAt, at, startedAt, stalledSince, heard);
    }

    /// Whether a stall event is about the last event that was seen. It is not if the next event was written at
    /// the same time as the stall event.
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

    /// A time as epoch ms; an impossible one where the text is no time.
    private static long millis(String time) {
        try {
            return Instant.parse(time).toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            return Long.MIN_VALUE;
        }
    }

    /// The document after a stall event: it stays pending at its stage. The stall event tells the stage only
    /// where nothing else is known of the document.
    private DocumentProgress stalled(Step step, Telling telling) {
        if (!isPending()) {
            return this;
        }
        DocumentProgress known = at == null ? movedOn(step, telling) : hearing(telling);
        return new DocumentProgress(
                id, known.run, known.updatedAt, known.at, known.startedAt, telling.get("since"), known.told);
    }

    private Tellings withoutStall() {
        return stalledSince == null ? told : told.without(Step.STALLED);
    }

    private DocumentProgress begun(Position position) {
        if (!Sequence.isAfter(position, startedAt)) {
            return this;
        }
        boolean another = !isPending() && Sequence.isAfter(position, at);
        return new DocumentProgress(
                id, another ? DocumentRun.FRESH : run, updatedAt, at, position, another ? null : stalledSince, told);
    }

    /// Whether a terminal event ends this run and not an earlier one. A pending document accepts it even if a
    /// newer event of another partition was read before it. Otherwise the document would wait for ever.
    private boolean ends(Position position) {
        return Sequence.isAfter(position, startedAt) && (isPending() || Sequence.isAfter(position, at));
    }

    private DocumentProgress ended(Status how, @Nullable String why, Step step, Telling telling) {
        return new DocumentProgress(
                id,
                run.ended(how, why, step, telling),
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
        boolean isNews = Sequence.isAfter(telling.at(), at);
        return new DocumentProgress(
                id,
                run.movedOn(step, telling, isNews),
                isNews ? telling.time() : updatedAt,
                isNews ? telling.at() : at,
                startedAt,
                isNews ? null : stalledSince,
                (isNews ? withoutStall() : told).and(telling));
    }
}
