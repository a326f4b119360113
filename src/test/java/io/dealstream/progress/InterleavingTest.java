package io.dealstream.progress;

import static io.dealstream.progress.Told.DEALS;
import static io.dealstream.progress.Told.OTHER_PROCESSING;
import static io.dealstream.progress.Told.PROCESSING;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Partition;
import io.dealstream.event.StreamState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Random stories of a deal, read as different replicas may read them.
class InterleavingTest {

    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Set<String> BEGINNINGS = Set.of("processing.started", "extraction_complete");
    private static final int STORIES = 500;

    /// How the catalogues of one document spread over partitions.
    private enum Telling {
        ONE_PARTITION,
        ONE_PARTITION_PER_CATALOGUE
    }

    @Test
    void everyReplicaComesToTheSameStateWhateverTheInterleaving() {
        for (int seed = 0; seed < STORIES; seed++) {
            Random random = new Random(seed);
            List<Told> story = story(random, Telling.ONE_PARTITION);
            DealProgress first = fold(story);

            for (int replica = 0; replica < 5; replica++) {
                DealProgress other = fold(interleaved(story, random));
                assertThat(sorted(other.view())).as("seed %d", seed).isEqualTo(sorted(first.view()));
                assertThat(other.completeAt()).as("seed %d", seed).isEqualTo(first.completeAt());
                assertThat(other.lastWord()).as("seed %d", seed).isSameAs(first.lastWord());
            }
        }
    }

    @Test
    void neverHangsOnceEveryRunHasEnded() {
        for (int seed = 0; seed < STORIES; seed++) {
            Random random = new Random(seed);
            List<Told> story = story(random, Telling.ONE_PARTITION_PER_CATALOGUE);

            for (int replica = 0; replica < 5; replica++) {
                DealProgress deal = fold(interleaved(story, random));
                assertThat(deal.completeAt()).as("seed %d", seed).isNotEqualTo(StreamState.OPEN);
                assertThat(deal.lastWord()).as("seed %d", seed).isNotNull();
                assertThat(deal.view().documents()).noneMatch(DocumentProgress::isPending);
            }
        }
    }

    @Test
    void onceCompleteOnlyTheBeginningOfARunOpensItAgain() {
        for (int seed = 0; seed < STORIES; seed++) {
            DealProgress deal = new DealProgress(GRACE, 100);
            for (Told told : story(new Random(seed), Telling.ONE_PARTITION_PER_CATALOGUE)) {
                boolean complete = deal.completeAt() <= told.event().recordTime();
                told.to(deal);
                if (complete && !BEGINNINGS.contains(told.event().type().name())) {
                    assertThat(deal.completeAt())
                            .as("seed %d, %s", seed, told)
                            .isLessThanOrEqualTo(told.event().recordTime());
                }
            }
        }
    }

    @Test
    void aRecordReadTwiceChangesNothing() {
        for (int seed = 0; seed < STORIES; seed++) {
            Random random = new Random(seed);
            List<Told> story = story(random, Telling.ONE_PARTITION);
            DealProgress once = fold(story);
            DealProgress twice = new DealProgress(GRACE, 100);
            for (int i = 0; i < story.size(); i++) {
                story.get(i).to(twice);
                story.get(random.nextInt(i + 1)).to(twice);
            }

            assertThat(twice.view()).as("seed %d", seed).isEqualTo(once.view());
        }
    }

    @Test
    void beingPutAwayAtAnyTimeChangesNothing() {
        for (int seed = 0; seed < STORIES; seed++) {
            Random random = new Random(seed);
            List<Told> story = story(random, Telling.ONE_PARTITION_PER_CATALOGUE);
            DealProgress kept = fold(story);
            DealProgress putAway = new DealProgress(GRACE, 100);
            for (Told told : story) {
                told.to(putAway);
                if (random.nextBoolean()) {
                    putAway = Told.restored(putAway, new DealProgress(GRACE, 100), PROCESSING, DEALS);
                }
            }

            assertThat(putAway.view()).as("seed %d", seed).isEqualTo(kept.view());
            assertThat(putAway.completeAt()).as("seed %d", seed).isEqualTo(kept.completeAt());
            assertThat(putAway.lastWordAt()).as("seed %d", seed).isEqualTo(kept.lastWordAt());
            assertThat(kept.lastWordAt())
                    .as("seed %d", seed)
                    .isEqualTo(Objects.requireNonNull(kept.lastWord()).position());
        }
    }

    private static DealProgress fold(List<Told> story) {
        DealProgress deal = new DealProgress(GRACE, 100);
        story.forEach(told -> told.to(deal));
        return deal;
    }

    /// Two to four documents with one or two runs each, told by one catalogue or by both, every run with an end, and
    /// deal-level events in between; in order of time.
    private static List<Told> story(Random random, Telling telling) {
        List<Told> story = new ArrayList<>();
        int documents = 2 + random.nextInt(3);
        for (int i = 0; i < documents; i++) {
            boolean byProgress = random.nextBoolean();
            boolean bySteps = !byProgress || random.nextBoolean();
            Partition home = random.nextBoolean() ? PROCESSING : OTHER_PROCESSING;
            Partition other =
                    telling == Telling.ONE_PARTITION ? home : home.equals(PROCESSING) ? OTHER_PROCESSING : PROCESSING;
            double start = random.nextInt(60_000) / 1000.0;
            int runs = 1 + random.nextInt(2);
            for (int run = 0; run < runs; run++) {
                if (byProgress) {
                    byProgress(story, random, home, "d" + i, start);
                }
                if (bySteps) {
                    bySteps(story, random, other, "d" + i, start + 0.5);
                }
                start += 100 + random.nextInt(60_000) / 1000.0;
            }
        }
        for (int i = random.nextInt(6); i > 0; i--) {
            Partition partition = List.of(PROCESSING, OTHER_PROCESSING, DEALS).get(random.nextInt(3));
            double second = random.nextInt(300_000) / 1000.0 + 0.0001 * i;
            story.add(
                    random.nextBoolean()
                            ? Told.at(second, partition, "deal_updated", null, Map.of("status", "u" + i))
                            : Told.at(second, partition, "deal.status_changed", null, Map.of("new_status", "s" + i)));
        }
        return distinct(story);
    }

    private static void byProgress(List<Told> story, Random random, Partition partition, String id, double start) {
        double second = start;
        story.add(Told.at(second, partition, "processing.started", id, Map.of("stage", "uploaded", "progress", "0")));
        for (int percent = 20; percent < 100; percent += 20) {
            second += 1 + random.nextInt(5000) / 1000.0;
            story.add(Told.at(
                    second,
                    partition,
                    "processing.progress",
                    id,
                    Map.of("stage", "s" + percent, "progress", "" + percent)));
        }
        second += 1 + random.nextInt(9000) / 1000.0;
        story.add(
                random.nextInt(4) == 0
                        ? Told.at(second, partition, "processing.failed", id, Map.of("error", "broken"))
                        : Told.at(second, partition, "processing.completed", id, Map.of("health_score", "61.0")));
    }

    private static void bySteps(List<Told> story, Random random, Partition partition, String id, double start) {
        double second = start;
        for (String type : List.of(
                "extraction_complete",
                "parse_complete",
                "metrics_complete",
                "screening_complete",
                "scoring_complete")) {
            story.add(Told.at(second, partition, type, id, Map.of("health_score", "62.0", "health_grade", "B")));
            second += 1 + random.nextInt(7000) / 1000.0;
        }
        if (random.nextBoolean()) {
            story.add(Told.at(second, partition, "metrics_complete", id, Map.of()));
        }
    }

    /// In order of time, no two at the same place.
    private static List<Told> distinct(List<Told> story) {
        List<Told> ordered = new ArrayList<>();
        story.stream()
                .sorted(Comparator.comparingLong(told -> told.event().recordTime()))
                .forEach(told -> {
                    if (ordered.stream()
                            .noneMatch(seen ->
                                    seen.event().position().equals(told.event().position()))) {
                        ordered.add(told);
                    }
                });
        return ordered;
    }

    /// Each partition in its order, the partitions in any.
    private static List<Told> interleaved(List<Told> story, Random random) {
        List<List<Told>> partitions = new ArrayList<>();
        for (Partition partition : List.of(PROCESSING, OTHER_PROCESSING, DEALS)) {
            partitions.add(new ArrayList<>(story.stream()
                    .filter(told -> told.event().position().partition().equals(partition))
                    .toList()));
        }
        List<Told> read = new ArrayList<>();
        while (read.size() < story.size()) {
            List<Told> partition = partitions.get(random.nextInt(partitions.size()));
            for (int burst = random.nextInt(8); burst > 0 && !partition.isEmpty(); burst--) {
                read.add(partition.removeFirst());
            }
        }
        return read;
    }

    private static DealView sorted(DealView view) {
        List<DocumentProgress> documents = view.documents().stream()
                .sorted(Comparator.comparing(DocumentProgress::id))
                .toList();
        return new DealView(
                view.status(),
                view.healthScore(),
                view.healthGrade(),
                view.businessName(),
                view.decision(),
                documents,
                view.forgotten(),
                view.lastEnd());
    }
}
