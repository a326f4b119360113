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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A reader of three hundred partitions on its way into the present, where producers could write nothing for a
/// while again and again, and then wrote all at once: it can be cut off at any event.
class ReplayTest {

    private static final int PARTITIONS = 300;
    private static final long REACH_MILLIS = 210_000;
    /// How many events there are from one outage to the next.
    private static final int PERIOD = 7_000;

    private final SimulatedKafka kafka = new SimulatedKafka(PARTITIONS);
    private final List<Event> events = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void showsWhatIsNewWithIdsThatFitAllTheWay(long seed) {
        Random random = new Random(seed);
        kafka.now = 1_772_618_460_000L;
        write(random, (int) seed);
        CursorTrack seen = CursorTrack.ofAll();
        Set<Position> had = new HashSet<>();
        for (int place = 0; place < events.size() - 9_000; place++) {
            seen.seen(events.get(place).position());
            had.add(events.get(place).position());
            if (isBegunFrom(place)) {
                String id = seen.cursor(since(events.get(place))).encode(organisation());
                followFrom(id, new HashSet<>(had), "seed %d, place %d".formatted(seed, place), random);
            }
        }
    }

    /// Where an id still holds whole offsets, between two outages, and where all is written at once that could not be.
    private static boolean isBegunFrom(int place) {
        boolean first = place < 500 && place % 40 == 0;
        return first || place % 9_000 == 8_000 || place % (2 * PERIOD) == PERIOD - 20;
    }

    /// Is cut off a few times on its way.
    private void followFrom(String first, Set<Position> had, String from, Random random) {
        String id = first;
        for (int cuts = random.nextInt(4); id != null; cuts--) {
            Replay replay = new Replay(cursor(id));
            id = follow(replay, had, cuts > 0 ? 1 + random.nextInt(9_000) : Integer.MAX_VALUE, from, random);
        }
    }

    /// @param patience how many events it is shown before it is cut off
    /// @return the id that it got last; null where it was not cut off
    private @Nullable String follow(Replay replay, Set<Position> had, int patience, String from, Random random) {
        long recalledUntil = replay.started().since() + random.nextInt(200_000);
        int shown = 0;
        for (Event event : inTheOrderOfAReplica(replay.started().since(), recalledUntil, random)) {
            boolean recalled = event.position().watermark() < recalledUntil;
            boolean isNew = recalled ? replay.passRecalled(event.position()) : replay.pass(event.position());
            assertThat(isNew).as("%s, %s", from, event.position()).isEqualTo(had.add(event.position()));
            if (isNew && (++shown % 50 == 1 || shown == patience)) {
                String next = (recalled
                                ? replay.message(organisation(), event)
                                : replay.message(organisation(), event, since(event)))
                        .id();
                assertThat(next).hasSizeLessThanOrEqualTo(Cursor.MAX_LENGTH);
                assertThat(cursor(next).isVague())
                        .as("%s, %d shown: vague", from, shown)
                        .isFalse();
                if (shown == patience) {
                    return next;
                }
            }
        }
        assertThat(replay.started().hasHints()).isFalse();
        return null;
    }

    private static Cursor cursor(String id) {
        return Cursor.parse(id, organisation()).orElseThrow();
    }

    private static long since(Event event) {
        return event.position().watermark() - REACH_MILLIS;
    }

    /// All from `since` on: what Kafka is asked for comes partition by partition, more or less; what is in memory comes
    /// as it happened, some partitions a few seconds behind the others.
    private List<Event> inTheOrderOfAReplica(long since, long recalledUntil, Random random) {
        Map<Partition, Integer> turns = new HashMap<>();
        int apart = random.nextInt(300_000);
        kafka.partitions.forEach(partition -> turns.put(partition, random.nextInt(1_000)));
        return events.stream()
                .filter(event -> event.position().watermark() >= since)
                .sorted(Comparator.comparingLong(event -> {
                    Position position = event.position();
                    boolean recalled = position.watermark() < recalledUntil;
                    long behind = turns.get(position.partition()) * (recalled ? apart : 5_000L) / 1_000;
                    return position.watermark() + behind + (recalled ? 0 : 1_000_000);
                }))
                .toList();
    }

    /// @param pace ms between two events, about
    private void write(Random random, int pace) {
        for (int i = 0; i < 40_000; i++) {
            if (i % PERIOD < 6_000) {
                kafka.now += random.nextInt(2 * pace);
            } else if (i % PERIOD == 6_000) {
                kafka.now += i < 2 * PERIOD ? 1_800_000 : 5_000 + random.nextInt(20_000);
            }
            int partition = random.nextInt(PARTITIONS);
            kafka.write(partition, 1, PROGRESS);
            Event event = kafka.logs.get(kafka.partitions.get(partition)).getLast();
            events.add(event);
        }
    }
}
