package io.dealstream.hub;

import static io.dealstream.hub.HubFixture.PROGRESS;
import static io.dealstream.hub.SimulatedKafka.organisation;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Cursor;
import io.dealstream.event.CursorTrack;
import io.dealstream.event.Event;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A reader of three hundred partitions on its way into the present, where producers could write nothing for a while
/// again
/// and again, and then wrote all at once: it can be cut off at any event.
class ReplayTest {

    private static final int PARTITIONS = 300;
    private static final long REACH_MILLIS = 210_000;

    private final SimulatedKafka kafka = new SimulatedKafka(PARTITIONS);
    private final List<Event> events = new ArrayList<>();
    private final Map<Position, Integer> numbers = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void showsWhatIsNewWithIdsThatFitAllTheWay(long seed) {
        Random random = new Random(seed);
        kafka.now = 1_772_618_460_000L;
        write(random, (int) seed);
        CursorTrack seen = CursorTrack.ofAll();
        for (int place = 0; place < events.size(); place++) {
            seen.seen(events.get(place).position());
            if (place % 9_000 == 8_000) {
                String id = seen.cursor(since(events.get(place))).encode(organisation());
                followFrom(id, place, seed, random);
            }
        }
    }

    private void followFrom(String id, int place, long seed, Random random) {
        Replay replay = new Replay(cursor(id));
        int shown = 0;
        for (Event event : inTheOrderOfAReplica(place, random)) {
            boolean recalled =
                    event.position().watermark() < events.get(place).position().watermark() - 30_000;
            boolean isNew = recalled ? replay.passRecalled(event.position()) : replay.pass(event.position());
            assertThat(isNew)
                    .as("seed %d, place %d, %s", seed, place, event.position())
                    .isEqualTo(numbers.getOrDefault(event.position(), 0) > place);
            if (isNew && shown++ % 20 == 0) {
                String next =
                        replay.message(organisation(), event, since(event)).id();
                assertThat(next).hasSizeLessThanOrEqualTo(Cursor.MAX_LENGTH);
                assertThat(cursor(next).isVague())
                        .as("seed %d, place %d, %d shown", seed, place, shown)
                        .isFalse();
            }
        }
        assertThat(replay.started().hasHints()).isFalse();
    }

    private static Cursor cursor(String id) {
        return Cursor.parse(id, organisation()).orElseThrow();
    }

    private static long since(Event event) {
        return event.position().watermark() - REACH_MILLIS;
    }

    /// All from the reader's `since` on; some partitions are a few seconds behind the others.
    private List<Event> inTheOrderOfAReplica(int place, Random random) {
        Map<Partition, Integer> behind = new HashMap<>();
        kafka.partitions.forEach(partition -> behind.put(partition, random.nextInt(5_000)));
        return events.stream()
                .filter(event -> event.position().watermark() >= since(events.get(place)))
                .sorted(Comparator.comparingLong(event -> {
                    Position position = event.position();
                    return position.watermark() + behind.get(position.partition());
                }))
                .toList();
    }

    /// @param pace ms between two events, about
    private void write(Random random, int pace) {
        for (int i = 0; i < 60_000; i++) {
            if (i % 7_000 < 6_000) {
                kafka.now += random.nextInt(2 * pace);
            } else if (i % 7_000 == 6_000) {
                kafka.now += 5_000 + random.nextInt(20_000);
            }
            int partition = random.nextInt(PARTITIONS);
            kafka.write(partition, 1, PROGRESS);
            Event event = kafka.logs.get(kafka.partitions.get(partition)).getLast();
            numbers.put(event.position(), events.size());
            events.add(event);
        }
    }
}
