package io.dealstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StoriesTest {

    private static final Set<String> ENDS = Set.of("processing.completed", "processing.failed");

    private static Stream<List<Sample>> deals() {
        return LongStream.range(42, 242).mapToObj(deal -> new DealStory(deal, 0).events());
    }

    @Test
    void everyDocumentOfADealComesToAnEndBeforeTheDealIsUpdated() {
        assertThat(deals()).allSatisfy(events -> {
            Set<Object> pending = new HashSet<>();
            for (Sample event : events) {
                Object document = event.data().get("statement_id");
                if (event.type().equals("processing.started")) {
                    pending.add(document);
                } else if (ENDS.contains(event.type())) {
                    assertThat(pending.remove(document)).isTrue();
                } else if (event.type().equals("deal_updated")) {
                    assertThat(pending).isEmpty();
                }
            }
            assertThat(pending).isEmpty();
            assertThat(events)
                    .filteredOn(event -> event.type().equals("deal_updated"))
                    .hasSize(1);
        });
    }

    @Test
    void theProgressOfADocumentNeverFalls() {
        assertThat(deals()).allSatisfy(events -> {
            Map<Object, Integer> progress = new HashMap<>();
            events.stream()
                    .filter(event -> event.data().containsKey("progress"))
                    .forEach(event -> {
                        int percent = (int) event.data().get("progress");
                        Integer before = progress.put(event.data().get("statement_id"), percent);
                        assertThat(percent).isGreaterThanOrEqualTo(before == null ? 0 : before);
                    });
        });
    }

    @Test
    void dealsDiffer() {
        List<String> types = deals().flatMap(List::stream).map(Sample::type).toList();

        assertThat(types)
                .contains(
                        "processing.failed",
                        "scoring_complete",
                        "deal.created",
                        "deal.status_changed",
                        "deal.decision");
        assertThat(deals().map(events -> events.stream()
                                .filter(event -> event.type().equals("processing.started"))
                                .count())
                        .distinct())
                .containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
    }

    @Test
    void aDealToldAgainHasTheSameDocuments() {
        assertThat(documents(new DealStory(42, 1))).isEqualTo(documents(new DealStory(42, 0)));
    }

    private static Set<Object> documents(DealStory story) {
        Set<Object> documents = new HashSet<>();
        story.events().forEach(event -> documents.add(event.data().getOrDefault("statement_id", "")));
        return documents;
    }

    @Test
    void aBatchCountsItsDocuments() {
        Random random = new Random(7);
        for (int i = 0; i < 100; i++) {
            List<Sample> events = new BatchStory("b" + i, 100, random).events();
            Map<String, Object> last = events.getLast().data();

            assertThat(last)
                    .containsEntry("total", events.size() - 1)
                    .containsEntry("succeeded", count(events, "batch.document_processed"))
                    .containsEntry("failed", count(events, "batch.document_failed"));
        }
    }

    private static int count(List<Sample> events, String type) {
        return (int) events.stream().filter(event -> event.type().equals(type)).count();
    }

    @Test
    void nowAndThenADealStandsStillUntilAnotherWorkerTakesOver() {
        PassingTime time = new PassingTime();
        Cast cast = new Cast("demo", 4, new Random(1), time);
        Map<String, Long> stepAt = new HashMap<>();
        Map<String, Long> longestGap = new HashMap<>();
        for (int i = 0; i < 5_000; i++) {
            Sample sample = cast.next();
            if (sample.topic() != Topic.PROCESSING && sample.topic() != Topic.DEAL) {
                continue;
            }
            Long before = stepAt.put(sample.key(), time.now());
            if (before != null) {
                longestGap.merge(sample.key(), time.now() - before, Math::max);
            }
        }

        assertThat(longestGap.values())
                .filteredOn(gap -> gap >= Cast.GAP.toMillis())
                .hasSizeBetween(5, longestGap.size() / 2);
        assertThat(longestGap.get("42")).isLessThan(Cast.GAP.toMillis());
    }

    @Test
    void severalStoriesAreToldAtOnceAndDealsRise() {
        Cast cast = new Cast("demo", 4, new Random(1), new PassingTime());
        List<Sample> events = Stream.generate(cast::next).limit(2_000).toList();

        List<Object> created = events.stream()
                .filter(event -> event.type().equals("deal.created"))
                .map(event -> event.data().get("deal_id"))
                .toList();
        assertThat(created).doesNotHaveDuplicates().hasSizeGreaterThan(10).contains(42L, 43L, 44L, 45L, 46L);
        assertThat(events.subList(0, 100)).extracting(Sample::key).contains("42", "43", "44", "45");
        assertThat(events.subList(1_900, 2_000)).extracting(Sample::key).contains("42");
        assertThat(events).extracting(Sample::type).contains("batch.completed");
    }
}
