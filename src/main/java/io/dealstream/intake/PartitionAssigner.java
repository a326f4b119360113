package io.dealstream.intake;

import io.dealstream.intake.PartitionProgress.Place;
import io.dealstream.kafka.Offsets;
import io.dealstream.tasks.Pause;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/// Gives the consumer its partitions: at once those whose place is known, the others as soon as their place is
/// found. Belongs to the intake's thread and never makes it wait.
final class PartitionAssigner {

    private static final long RETRY_MILLIS = Duration.ofSeconds(1).toMillis();

    /// A question that Kafka has not answered yet.
    private record Search(
            Map<TopicPartition, PartitionProgress> sought, CompletableFuture<Map<TopicPartition, StartPoint>> answer) {}

    private final PartitionTable table;
    private final Consumer<?, ?> consumer;
    private final Offsets offsets;
    private final StartPolicy warmUp;
    private final RecordIntake recordIntake;
    private final InstantSource clock;
    private final List<Search> searches = new ArrayList<>();
    private final Pause pause = new Pause();

    /// @param warmUp where to begin in partitions that existed at start
    PartitionAssigner(
            PartitionTable table,
            Consumer<?, ?> consumer,
            Offsets offsets,
            StartPolicy warmUp,
            RecordIntake recordIntake,
            InstantSource clock) {
        this.table = table;
        this.consumer = consumer;
        this.offsets = offsets;
        this.warmUp = warmUp;
        this.recordIntake = recordIntake;
        this.clock = clock;
    }

    /// Whether the place of some partition is being looked for.
    boolean isSearching() {
        return !searches.isEmpty();
    }

    /// Assigns to the consumer every partition of the table whose place is known.
    void assign() {
        Set<TopicPartition> before = consumer.assignment();
        Set<TopicPartition> found = table.all().stream()
                .filter(progress -> progress.place() == Place.FOUND)
                .map(PartitionProgress::topicPartition)
                .collect(Collectors.toSet());
        if (found.isEmpty()) {
            consumer.unsubscribe();
            return;
        }
        consumer.assign(found);
        for (PartitionProgress progress : table.all()) {
            if (progress.place() == Place.FOUND && !before.contains(progress.topicPartition())) {
                consumer.seek(progress.topicPartition(), progress.next());
            }
        }
    }

    /// Takes the answers that have arrived, and asks about the other partitions without a place.
    void turn() {
        List<Search> answered =
                searches.stream().filter(search -> search.answer.isDone()).toList();
        if (!answered.isEmpty()) {
            searches.removeAll(answered);
            answered.forEach(this::place);
            assign();
        }
        if (pause.isOver(clock.millis())) {
            sought().forEach(this::search);
        }
    }

    private Map<Place, Map<TopicPartition, PartitionProgress>> sought() {
        Set<PartitionProgress> under = new HashSet<>();
        searches.forEach(search -> under.addAll(search.sought.values()));
        Map<Place, Map<TopicPartition, PartitionProgress>> sought = new EnumMap<>(Place.class);
        for (PartitionProgress progress : table.all()) {
            if (progress.isSought(table.listedAt()) && !under.contains(progress)) {
                sought.computeIfAbsent(progress.place(), place -> new HashMap<>())
                        .put(progress.topicPartition(), progress);
            }
        }
        return sought;
    }

    private void search(Place place, Map<TopicPartition, PartitionProgress> sought) {
        StartPolicy policy = switch (place) {
            case WARM_UP -> warmUp;
            case BEGINNING -> new FromBeginning();
            case ASTRAY -> {
                Map<TopicPartition, Long> wanted = new HashMap<>();
                sought.forEach((name, progress) -> wanted.put(name, progress.next()));
                yield new Continuation(wanted);
            }
            case FOUND -> throw new IllegalArgumentException("nothing to find");
        };
        searches.add(new Search(sought, policy.find(offsets, sought.keySet())));
    }

    private void place(Search search) {
        Map<TopicPartition, StartPoint> found = search.answer.resultNow();
        found.forEach((name, point) -> {
            PartitionProgress progress = search.sought.get(name);
            // the topic may have been made again meanwhile
            if (progress != null && table.get(name) == progress) {
                recordIntake.place(progress, point);
            }
        });
        if (found.size() < search.sought.size()) {
            pause.begin(clock.millis(), RETRY_MILLIS);
        }
    }
}
