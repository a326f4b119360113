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

/// Begins in the past, for partitions that were there when the service started. What counts begins with the window;
/// the intake itself begins later, with what memory is to hold, so that it is soon ready: as far back as the journal
/// reaches, or less where that would be too many records, but never after what ids rely on.
///
/// **By time, not by number.** All that stands before the first record that Kafka's time index has for t has a
/// watermark before t. So a place that was found by time comes with its watermark, the same on every replica; one that
/// was counted off would come with a guess. Hence a few times are asked about, and the earliest is taken that leaves
/// few enough records.
final class WarmUp implements StartPolicy {

    /// Between the earliest and the latest time at which the intake may begin: a minute and a half each by default.
    private static final int STEPS = 7;

    private final Duration window;
    private final Duration most;
    private final Duration least;
    private final long records;
    private final InstantSource clock;

    /// @param window how far back lies what counts
    /// @param memory how far back the hub remembers events, and how far at least
    /// @param records how many the intake should read at most, in all partitions together
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

    /// Where a partition may begin.
    ///
    /// @param window where what counts begins
    /// @param places where the intake may begin, the earliest first
    private record Choice(TopicPartition partition, long end, Place window, List<Place> places) {

        /// How many records the intake would read.
        private long records(Place begin) {
            return Math.max(0, end - begin.offset);
        }

        /// The earliest place that leaves so few records, else the latest.
        private Place within(long share) {
            return places.stream()
                    .filter(place -> records(place) <= share)
                    .findFirst()
                    .orElse(places.getLast());
        }

        /// Records that arrived between the questions may make a later time's place the earlier one.
        private StartPoint from(Place begin) {
            Place earlier = window.offset <= begin.offset ? window : begin;
            return new StartPoint(earlier.offset, earlier.time - 1, begin.offset, begin.time - 1, end);
        }
    }

    /// The ends are asked for first: where then no record is as late as some time, none that lies before the end is,
    /// so that beginning at the end skips nothing of it.
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

    /// That at which what counts begins, then those at which the intake may begin, the earliest first.
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

    /// Those partitions that need the least get it first; what they leave is for the others.
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
