package io.dealstream.hub;

import io.dealstream.event.Cursor;
import io.dealstream.event.Event;
import io.dealstream.event.Facts;
import io.dealstream.event.Position;
import io.dealstream.event.StateReader;
import io.dealstream.event.StateWriter;
import io.dealstream.event.StreamKey;
import io.dealstream.event.StreamState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Settings, starts and states for tests of one hub.
final class HubFixture {

    static final String PROGRESS = "processing.progress";
    /// Completes its deal at once.
    static final String SETTLED = "deal_updated";
    /// Completes its deal after [#GRACE_MILLIS].
    static final String ENDED = "processing.completed";

    static final long GRACE_MILLIS = 500;

    private HubFixture() {}

    static HubSettings roomy() {
        return settings(1 << 30, 1 << 30);
    }

    /// Memory of 900 ms, slack of 150 ms.
    static HubSettings settings(long journalBytes, long queueBytes) {
        return UsualHub.settings(
                journalBytes, Duration.ofMillis(900), Duration.ofSeconds(60), Duration.ofMillis(150), queueBytes);
    }

    static Start after(Reader reader, StreamKey stream) {
        return new Start.After(Cursor.parse(reader.lastId(), stream).orElseThrow());
    }

    /// Complete once a [#SETTLED] has come, or some time after an [#ENDED], until something else comes.
    static final class DealState implements StreamState {

        private long completeAt = OPEN;
        private @Nullable Event lastWord;
        private @Nullable Position lastWordAt;

        @Override
        public void apply(Event event, Facts facts) {
            completeAt = switch (event.type().name()) {
                case SETTLED -> event.recordTime();
                case ENDED -> event.recordTime() + GRACE_MILLIS;
                default -> OPEN;
            };
            if (completeAt != OPEN) {
                lastWord = event;
                lastWordAt = event.position();
            }
        }

        @Override
        public long completeAt() {
            return completeAt;
        }

        @Override
        public @Nullable Event lastWord() {
            return lastWord;
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
}
