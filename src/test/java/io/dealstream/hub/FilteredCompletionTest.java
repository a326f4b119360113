package io.dealstream.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Cursor;
import io.dealstream.event.Event;
import io.dealstream.event.Facts;
import io.dealstream.event.Position;
import io.dealstream.event.StateReader;
import io.dealstream.event.StateWriter;
import io.dealstream.event.StreamState;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A stream's last events may be none that a reader asked for. Its id must lie behind them all the same: otherwise the
/// reader would come back for them, find that there is nothing for it, and come back again, for ever.
class FilteredCompletionTest {

    /// Complete from the first `deal_updated` on.
    private static final class Settling implements StreamState {

        private @Nullable Event last;
        private @Nullable Position lastWordAt;
        private long completeAt = OPEN;

        @Override
        public void apply(Event event, Facts facts) {
            if (event.type().name().equals("deal_updated")) {
                last = event;
                lastWordAt = event.position();
                completeAt = event.recordTime();
            }
        }

        @Override
        public long completeAt() {
            return completeAt;
        }

        @Override
        public @Nullable Event lastWord() {
            return last;
        }

        @Override
        public @Nullable Position lastWordAt() {
            return lastWordAt;
        }

        @Override
        public void write(StateWriter out) {
            out.number(completeAt).position(lastWordAt);
        }

        @Override
        public void read(StateReader in) {
            completeAt = in.number();
            lastWordAt = in.position();
        }
    }

    private final SimulatedKafka kafka = new SimulatedKafka(2);
    private final SimulatedKafka.Replica replica = kafka.replica(
            UsualHub.settings(1 << 20, Duration.ofMinutes(15), Duration.ofDays(1), Duration.ofMinutes(3), 1 << 20),
            0,
            subject -> new Settling());
    private final Interest progress =
            new Interest(SimulatedKafka.deal(1), event -> event.type().name().equals("processing.progress"), true);

    @Test
    void aReaderWhoSawTheStreamEndIsToldThatNothingWillEverComeThoughItsFilterHidTheLastEvent() {
        Reader reader = Reader.greedy().open(replica.hub, progress, new Start.Now());

        kafka.write(0, 1, "processing.progress");
        kafka.write(0, 1, "deal_updated");
        replica.readAll();
        reader.run();

        assertThat(reader.completed).isTrue();
        assertThat(comeBack(reader).isOver()).isTrue();
    }

    @Test
    void aReaderWhoWasAwayWhenTheStreamEndedIsToldSoAtItsSecondVisit() {
        Reader reader = Reader.greedy().open(replica.hub, progress, new Start.Now());
        kafka.write(0, 1, "processing.progress");
        replica.readAll();
        reader.run();
        reader.cut();
        kafka.write(0, 1, "deal_updated");
        replica.readAll();

        Reader second = comeBack(reader);

        assertThat(second.completed).isTrue();
        assertThat(second.messages()).isEmpty();
        assertThat(comeBack(second).isOver()).isTrue();
    }

    private Reader comeBack(Reader before) {
        Cursor place = Cursor.parse(Objects.requireNonNull(before.lastId()), SimulatedKafka.deal(1))
                .orElseThrow();
        return Reader.greedy().open(replica.hub, progress, new Start.After(place));
    }
}
