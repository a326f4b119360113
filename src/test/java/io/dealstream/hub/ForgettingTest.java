package io.dealstream.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Cursor;
import io.dealstream.event.Event;
import io.dealstream.event.StreamKey;
import io.dealstream.event.Subject;
import io.dealstream.progress.DealProgress;
import io.dealstream.progress.DealView;
import io.dealstream.progress.DocumentProgress;
import io.dealstream.progress.ProgressFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Replicas with hardly any memory for quiet deals, which begin to serve long before they have read the day, tell the
/// same of every deal as one that remembers everything.
class ForgettingTest {

    private static final int PARTITIONS = 4;
    private static final int DEALS = 40;
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final ProgressFactory STATES = new ProgressFactory(Duration.ofMillis(300), 100);
    private static final List<String> RUN =
            List.of("processing.started", "processing.progress", "processing.progress", "processing.completed");

    /// How far the documents are in their runs, by deal and document.
    private final int[][] steps = new int[DEALS][3];

    private static HubSettings remembering(long stateBytes) {
        return new HubSettings(
                60_000,
                Duration.ofMillis(900),
                Duration.ofDays(1),
                Duration.ofMillis(150),
                1 << 20,
                UsualHub.AWAITED,
                UsualHub.MEMBERS,
                stateBytes);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void tellsTheSameOfEveryDeal(long seed) {
        Random random = new Random(seed);
        SimulatedKafka kafka = new SimulatedKafka(PARTITIONS);
        kafka.now = 10 * DAY;
        int[] forgotten = new int[1];
        kafka.listener = new HubListener() {
            @Override
            public void forgotten(String kind, Share share) {
                forgotten[0]++;
            }
        };
        HubSettings settings = remembering(1_000 + random.nextInt(4_000));
        SimulatedKafka.Replica replica = kafka.replica(settings, DAY, STATES);
        int told = 0;
        int over = 0;
        for (int step = 0; step < 6_000; step++) {
            kafka.now += random.nextInt(100) == 0
                    ? random.nextLong(Duration.ofMinutes(15).toMillis())
                    : random.nextInt(12);
            // most of the time only a few deals are at work
            int deal = random.nextInt(4) == 0 ? random.nextInt(DEALS) : (step / 200) % DEALS;
            if (random.nextInt(3) > 0) {
                write(kafka, random, deal);
            }
            replica.readSome(random);
            replica.readEarlier(random);
            if (random.nextInt(20) == 0) {
                replica.hub.tick();
            }
            if (random.nextInt(1_000) == 0) {
                replica = kafka.replica(settings, DAY, random.nextInt(1_000), STATES);
            }
            if (random.nextInt(10) == 0) {
                StreamKey asked = SimulatedKafka.deal(random.nextInt(DEALS));
                told += compare(kafka, replica, asked) ? 1 : 0;
                over += random.nextBoolean() && visit(kafka, replica, asked, random.nextBoolean()) ? 1 : 0;
            }
        }
        for (int deal = 0; deal < DEALS; deal++) {
            told += compare(kafka, replica, SimulatedKafka.deal(deal)) ? 1 : 0;
        }
        assertThat(told).isPositive();
        assertThat(over).isPositive();
        assertThat(forgotten[0]).isPositive();
        assertThat(kafka.historyReads).isPositive();
    }

    private void write(SimulatedKafka kafka, Random random, int deal) {
        if (random.nextInt(40) == 0) {
            for (int document = 0; document < 3; document++) {
                while (steps[deal][document] % RUN.size() != 0) {
                    step(kafka, deal, document);
                }
            }
        } else if (random.nextInt(4) == 0) {
            String type = random.nextBoolean() ? "deal_updated" : "deal.status_changed";
            kafka.write(SimulatedKafka.ACME, random.nextInt(PARTITIONS), deal, null, type, 0, kafka.now);
        } else {
            step(kafka, deal, random.nextInt(3));
        }
    }

    private void step(SimulatedKafka kafka, int deal, int document) {
        String type = RUN.get(steps[deal][document]++ % RUN.size());
        // all of a document is told in one partition
        int partition = (deal + document) % PARTITIONS;
        kafka.write(SimulatedKafka.ACME, partition, deal, "d" + document, type, 0, kafka.now);
    }

    /// @return whether anything is known of the deal
    private static boolean compare(SimulatedKafka kafka, SimulatedKafka.Replica replica, StreamKey asked) {
        List<Event> events = taken(kafka, replica, asked);
        DealProgress expected = fold(kafka, events);
        Optional<DealView> found = replica.hub
                .recall(asked, (state, id) -> {
                    Cursor cursor = Cursor.parse(id, asked).orElseThrow();
                    assertThat(events.stream().map(Event::position).filter(position -> !cursor.covers(position)))
                            .as("%s now %d horizon", cursor, kafka.now)
                            .isEmpty();
                    assertThat(state.completeAt()).isEqualTo(expected.completeAt());
                    assertThat(state.lastWordAt()).isEqualTo(expected.lastWordAt());
                    return ((DealProgress) state).view();
                })
                .await()
                .indefinitely();
        if (events.isEmpty()) {
            assertThat(found).isEmpty();
            return false;
        }
        assertThat(sorted(found.orElseThrow())).isEqualTo(sorted(expected.view()));
        return true;
    }

    /// Somebody comes to a deal, late perhaps.
    ///
    /// @return whether it was complete
    private static boolean visit(
            SimulatedKafka kafka, SimulatedKafka.Replica replica, StreamKey asked, boolean hasItAll) {
        List<Event> events = taken(kafka, replica, asked);
        DealProgress expected = fold(kafka, events);
        boolean complete = expected.completeAt() <= kafka.now;
        Optional<String> id = replica.hub.isKnown(asked)
                ? replica.hub.recall(asked, (state, last) -> last).await().indefinitely()
                : Optional.empty();
        Start start = hasItAll && id.isPresent()
                ? new Start.After(Cursor.parse(id.get(), asked).orElseThrow())
                : new Start.Now();
        if (replica.hub.mayBeOver(asked, start)) {
            replica.hub.know(asked).await().indefinitely();
        }
        Reader reader = Reader.greedy().open(replica.hub, Interest.all(asked), start);
        boolean hasId = start instanceof Start.After;
        assertThat(reader.isOver()).isEqualTo(complete && hasId);
        if (!reader.isOver()) {
            if (complete) {
                Event word = Objects.requireNonNull(expected.lastWord());
                assertThat(reader.messages())
                        .extracting(message -> message.event().position())
                        .containsExactly(word.position());
                assertThat(reader.completed).isTrue();
            } else {
                assertThat(reader.messages()).isEmpty();
                reader.cut();
            }
        }
        return complete;
    }

    private static List<Event> taken(SimulatedKafka kafka, SimulatedKafka.Replica replica, StreamKey asked) {
        return kafka.logs.values().stream()
                .flatMap(List::stream)
                .filter(event -> event.subjects().contains(asked.subject()))
                .filter(event -> replica.hasRead(event.position()))
                .toList();
    }

    private static DealProgress fold(SimulatedKafka kafka, List<Event> events) {
        DealProgress state = (DealProgress) Objects.requireNonNull(STATES.apply(new Subject("deal", "1")));
        events.stream()
                .sorted(Comparator.comparingLong(event -> event.position().watermark()))
                .forEach(event -> state.apply(event, kafka.facts(event)));
        return state;
    }

    private static DealView sorted(DealView view) {
        List<DocumentProgress> documents = new ArrayList<>(view.documents());
        documents.sort(Comparator.comparing(DocumentProgress::id));
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

    @Test
    void aSettledDealTakesTwoHundredBytesAndSixtyForEachFurtherDocument() {
        assertThat(bytesOfADeal(1)).isLessThan(200);
        assertThat(bytesOfADeal(11)).isLessThan(bytesOfADeal(1) + 600);
    }

    /// What the examples of the catalogue say.
    private static final Map<String, Map<String, String>> SAID = Map.of(
            "processing.started", Map.of("stage", "classifying", "progress", "0"),
            "processing.progress", Map.of("stage", "parsing_with_llm", "progress", "40"),
            "processing.completed", Map.of("stage", "completed", "progress", "100", "health_score", "72.5"),
            "deal_updated", Map.of("status", "ready", "health_score", "72.5", "health_grade", "B"));

    /// What one of many settled deals takes.
    private static double bytesOfADeal(int documents) {
        SimulatedKafka kafka = new SimulatedKafka(2);
        kafka.now = 10 * DAY;
        kafka.facts = event -> SAID.getOrDefault(event.type().name(), Map.of())::get;
        int deals = 2_000;
        for (int deal = 0; deal < deals; deal++) {
            for (int document = 0; document < documents; document++) {
                String id = Integer.toString(100_000 + deal * documents + document);
                for (String type : List.of("processing.started", "processing.progress", "processing.completed")) {
                    kafka.now += 500;
                    kafka.write(SimulatedKafka.ACME, 0, 4_000_000 + deal, id, type, 0, kafka.now);
                }
            }
            kafka.now += 500;
            kafka.write(SimulatedKafka.ACME, 1, 4_000_000 + deal, null, "deal_updated", 0, kafka.now);
        }
        kafka.now += 5_000;
        SimulatedKafka.Replica replica = kafka.replica(remembering(1 << 30), DAY, STATES);
        replica.hub.tick();
        assertThat(replica.hub.quietStreams()).isGreaterThanOrEqualTo(deals);
        return (double) replica.hub.stateBytes() / deals;
    }
}
