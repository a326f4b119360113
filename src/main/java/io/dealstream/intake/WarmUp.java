package io.dealstream.intake;

import io.dealstream.hub.HubSettings;
import io.dealstream.kafka.Offsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;

/// Begins in the past, for partitions that existed when the service started. Records count from the window's
/// beginning on. The intake itself begins later, with the records that the journal is to hold, so that the
/// replica is soon ready. It begins as far back as the journal reaches, or later where that would be too many
/// records, but never later than ids rely on.
///
/// **By time, not by number.** All records before the first record that Kafka's time index has for t have a
/// watermark before t. So a place that was found by time has an exact watermark, the same on every replica. A
/// place that was found by counting offsets would have a guess. So a few times are asked about, and the
/// earliest one that leaves few enough records is taken.
final class WarmUp implements StartPolicy {

    /// How many steps there are from the earliest to the latest time at which the intake may begin; by default
    /// each is a minute and a half.
    private static final int STEPS = 7;

    private final Duration window;
    private final Duration most;
    private final Duration least;
    private final long records;
    private final InstantSource clock;

    /// @param window how far back records count
    /// @param memory how far back the hub remembers events, at most and at least
    /// @param records the most records that the intake should read, in all partitions together
    WarmUp(Duration window, HubSettings memory, long records, InstantSource clock) {
        this.window = window;
        this.least = shorter(window, memory.leastMemory());
        this.most = shorter(window, longer(memory.journalAge(), least));
        this.records = records;
        this.clock = clock;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /// A place in a partition: everything before `offset` has a watermark before `time`.
    private record Place(long time, long offset) {}

    /// The places at which a partition may begin.
    ///
    /// @param window the place at which records begin to count
    /// @param places the places where the intake may begin, the earliest first
    private record Choice(TopicPartition partition, long end, Place window, List<Place> places) {

        /// How many records the intake would read from a place on.
        private long records(Place begin) {
            return Math.max(0, end - begin.offset);
        }

        /// The earliest place that leaves at most `share` records; if there is none, the latest place.
        private Place within(long share) {
            return places.stream()
                    .filter(place -> records(place) <= share)
                    .findFirst()
                    .orElse(places.getLast());
        }

        /// The start point of a place. Records that arrived between the questions may make the place of a later
        /// time the earlier one.
        private StartPoint from(Place begin) {
            Place earlier = window.offset <= begin.offset ? window : begin;
            return new StartPoint(earlier.offset, earlier.time - 1, begin.offset, begin.time - 1, end);
        }
    }

    /// Asks for the ends first. If no record is as late as some time then, no record before the end is, so
    /// beginning at the end skips nothing.
    @Override
    public CompletableFuture<Map<TopicPartition, StartPoint>> find(Offsets offsets, Set<TopicPartition> partitions) {
        List<Long> times = times(clock.millis());
        return offsets.readableEnds(partitions).thenCompose(ends -> {
            List<CompletableFuture<Map<TopicPartition, Long>>> answers = times.stream()
                    .map(time -> offsets.since(ends.keySet(), time))
                    .toList();
            return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                    .thenApply(done -> points(
                            ends,
                            times,
                            answers.stream().map(CompletableFuture::resultNow).toList()));
        });
    }

    /// The time at which records begin to count, then the times at which the intake may begin, the earliest
    /// first.
    private List<Long> times(long now) {
        long spread = most.minus(least).toMillis();
        LongStream ages = LongStream.rangeClosed(0, STEPS).map(step -> most.toMillis() - spread * step / STEPS);
        return LongStream.concat(LongStream.of(window.toMillis()), ages)
                .map(age -> now - age)
                .boxed()
                .toList();
    }

    private Map<TopicPartition, StartPoint> points(
            Map<TopicPartition, Long> ends, List<Long> times, List<Map<TopicPartition, Long>> firsts) {
        List<Choice> choices = new ArrayList<>();
        ends.forEach((partition, end) -> {
            List<Place> places = new ArrayList<>();
            for (int i = 0; i < times.size(); i++) {
                Long first = firsts.get(i).get(partition);
                if (first != null) {
                    places.add(new Place(times.get(i), first == Offsets.NONE ? end : first));
                }
            }
            if (places.size() == times.size()) {
                choices.add(new Choice(partition, end, places.getFirst(), places.subList(1, places.size())));
            }
        });
        return choose(choices);
    }

    /// Shares out the number of records. The partitions that need the least are served first; what they leave
    /// is for the others.
    private Map<TopicPartition, StartPoint> choose(List<Choice> choices) {
        choices.sort(Comparator.comparingLong(choice -> choice.records(choice.places.getFirst())));
        Map<TopicPartition, StartPoint> points = new HashMap<>();
        long left = records;
        for (Choice choice : choices) {
            Place begin = choice.within(left / (choices.size() - points.size()));
            points.put(choice.partition, choice.from(begin));
            left = Math.max(0, left - choice.records(begin));
        }
        return points;
    }
}
