package io.dealstream.hub;

import io.dealstream.event.Cursor;
import io.dealstream.event.Event;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import io.dealstream.event.Subject;
import io.dealstream.event.SubjectSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Finds out the state of one stream, or of several that are read as one, by reading the past again: from Kafka what
/// memory does not hold, then from memory, and under the tenant's lock the state is that of the present. All who wait
/// for it share it.
final class Refold implements PastReader.Listener {

    /// Somebody who waits for the state. Told once, on any thread and under no lock.
    interface Awaiting {

        /// The state of a stream that was heard of is known. Called under the tenant's lock, and must be quick.
        default void look(StreamLog log) {}

        /// The state is known, or may be gone without from now on.
        void known();

        /// The past cannot be read.
        void lost(ResetReason reason);

        /// Whether it can go on without the state if that takes long.
        boolean isImpatient();
    }

    /// What comes next.
    sealed interface Step {

        /// More of the past is to be folded.
        record Past(Next next) implements Step {}

        /// The state is known. These have waited for it.
        record Known(Set<Awaiting> awaiting) implements Step {}
    }

    private static final long PATIENCE_MILLIS = 2_000;

    private final HubContext context;
    private final TenantStreams streams;
    private final StreamLog log;
    private final Map<Subject, Folding> foldings = new HashMap<>();
    private final StreamKey read;
    private final long startedAt;
    private final Replay seen;
    private final Lane lane;
    /// Guarded by the tenant's lock, see [TenantStreams].
    private final Set<Awaiting> awaiting = new LinkedHashSet<>();

    private @Nullable PastReader reading;
    private List<Position> reads = List.of();
    private long next;

    /// @param foldings what is to be found out, one at least
    Refold(HubContext context, TenantStreams streams, StreamLog log, List<Folding> foldings) {
        this.context = context;
        this.streams = streams;
        this.log = log;
        foldings.forEach(folding -> this.foldings.put(folding.subject(), folding));
        this.read = new StreamKey(
                log.key.tenant(),
                foldings.size() == 1
                        ? foldings.getFirst().subject()
                        : SubjectSet.of(
                                foldings.getFirst().subject().kind(),
                                foldings.stream()
                                        .map(folding -> folding.subject().id())
                                        .toList()));
        this.startedAt = context.now();
        this.seen = new Replay(new Cursor(log.recallSince(), List.of()));
        this.lane = new SerialLane(context);
        this.next = log.ring.first();
    }

    /// Begins, under no lock.
    void start() {
        context.recalling().add(this);
        run(this::advance);
    }

    StreamLog log() {
        return log;
    }

    /// Whether it has taken so long that who can goes on without.
    boolean takesLong() {
        return context.now() >= startedAt + PATIENCE_MILLIS;
    }

    void await(Awaiting somebody) {
        awaiting.add(somebody);
    }

    void leave(Awaiting somebody) {
        awaiting.remove(somebody);
    }

    /// Those who wait; they do not afterwards.
    ///
    /// @param all or only those who can go on without
    Set<Awaiting> dismiss(boolean all) {
        Set<Awaiting> some = new LinkedHashSet<>();
        awaiting.removeIf(somebody -> (all || somebody.isImpatient()) && some.add(somebody));
        return some;
    }

    /// What it has come to, under the tenant's lock.
    void settle() {
        log.recalled(foldings.values());
        if (log.isHeardOf()) {
            awaiting.forEach(somebody -> context.attempt("refold", () -> somebody.look(log)));
        }
    }

    Collection<Folding> foldings() {
        return foldings.values();
    }

    /// The last words that were found, under the tenant's lock.
    Map<Subject, Event> words() {
        Map<Subject, Event> words = new HashMap<>();
        foldings.forEach((subject, folding) -> {
            Event word = folding.state().lastWord();
            if (word != null) {
                words.put(subject, word);
            }
        });
        return words;
    }

    /// Lets those go on who need not wait any longer.
    void hurry() {
        tell(streams.hurry(this));
    }

    private void advance() {
        while (true) {
            switch (streams.advance(this, log, next, seen)) {
                case Step.Known(Set<Awaiting> all) -> {
                    context.recalling().remove(this);
                    tell(all);
                    return;
                }
                case Step.Past(Next.Missing(List<Position> until)) -> {
                    PastReader reader = new PastReader(this, context.settings().queueBytes());
                    reading = reader;
                    reads = until;
                    reader.read(context.history().read(read, seen.cursor(), until, true));
                    return;
                }
                case Step.Past(Next.Events(List<Next.Remembered> events, long after)) -> {
                    next = after;
                    for (Next.Remembered one : events) {
                        if (seen.pass(one.event().position())) {
                            fold(one.event(), folding -> {});
                        }
                    }
                }
                case Step.Past other -> throw new IllegalStateException("no past: " + other);
            }
        }
    }

    @Override
    public void recalled(Event event) {
        Position at = event.position();
        if (seen.pass(at)) {
            fold(event, folding -> folding.recalled(at, startedAt));
        }
        drain();
    }

    private void fold(Event event, Consumer<Folding> also) {
        for (Subject subject : event.subjects()) {
            Folding folding = foldings.get(subject);
            if (folding != null) {
                also.accept(folding);
                log.apply(folding.state(), event, context.facts(event));
            }
        }
    }

    @Override
    public void lost(ResetReason reason) {
        context.recalling().remove(this);
        for (Awaiting somebody : streams.giveUp(this)) {
            context.attempt("refold", () -> somebody.lost(reason));
        }
    }

    @Override
    public void told() {
        reading = null;
        seen.readUntil(reads);
        advance();
    }

    @Override
    public void run(Runnable task) {
        lane.execute(() -> {
            try {
                task.run();
            } catch (Throwable failure) {
                context.failed("refold", failure);
                lost(ResetReason.EXPIRED);
            }
        });
    }

    @Override
    public void drain() {
        while (reading != null && reading.more()) {
            // what history has at hand comes meanwhile
        }
    }

    private void tell(Set<Awaiting> all) {
        all.forEach(somebody -> context.attempt("refold", somebody::known));
    }
}
