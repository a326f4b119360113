package io.dealstream.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Event;
import io.dealstream.event.EventType;
import io.dealstream.event.Facts;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.event.SmallNumbers;
import io.dealstream.event.StateReader;
import io.dealstream.event.StateWriter;
import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a reader is told of a deal who sees some types and fields only, against a fold of nothing but what it sees.
class LensTest {

    private static final int ROUNDS = 1_000;
    private static final Partition PARTITION = new Partition("processing-events", 0, 0);
    private static final List<String> TYPES = List.of(
            "processing.started",
            "processing.progress",
            "processing.completed",
            "processing.failed",
            "extraction_complete",
            "metrics_complete",
            "scoring_complete",
            "deal_updated",
            "deal.status_changed");
    private static final List<String> FIELDS =
            List.of("stage", "progress", "health_score", "health_grade", "error", "status", "new_status");

    private record Seen(Set<String> types, @Nullable String document, Set<String> hidden) implements Lens {

        @Override
        public boolean shows(String type, @Nullable String id) {
            return types.contains(type) && (document == null || id == null || document.equals(id));
        }

        @Override
        public boolean showsField(String type, String field) {
            return !hidden.contains(type + "." + field);
        }
    }

    /// In one partition, and without a second run of a document: there the last event of each type is all that
    /// can be known.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void showsWhatAFoldOfTheVisibleEventsShows(long seed) {
        Random random = new Random(seed);
        int narrower = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Seen lens = lens(random);
            DealProgress all = new DealProgress(Duration.ofSeconds(30), 100);
            DealProgress visible = new DealProgress(Duration.ofSeconds(30), 100);
            Map<String, Integer> last = new HashMap<>();
            for (int i = 0; i < 30; i++) {
                Event event = event(random, i, last);
                if (event == null) {
                    continue;
                }
                Map<String, String> facts = facts(random, i);
                all.apply(event, facts::get);
                if (lens.shows(event.type().name(), event.document())) {
                    Facts left = field -> lens.showsField(event.type().name(), field) ? facts.get(field) : null;
                    visible.apply(event, left);
                }
            }
            assertThat(shown(all.view(lens))).isEqualTo(shown(visible.view()));
            assertThat(shown(putAwayAndBack(all).view(lens))).isEqualTo(shown(visible.view()));
            narrower += shown(all.view()).equals(shown(visible.view())) ? 0 : 1;
        }
        assertThat(narrower).isGreaterThan(ROUNDS / 2);
    }

    @Test
    void tellsOfAStallToWhoSeesStallsWhateverElseTheySee() {
        DealProgress deal = new DealProgress(Duration.ofSeconds(30), 100);
        told(deal, 0, "processing.started", Map.of("stage", "uploaded", "progress", "0"));
        told(deal, 1, "processing.progress", Map.of("stage", "running_ocr", "progress", "40"));
        told(
                deal,
                600,
                "processing.stalled",
                Map.of("stage", "running_ocr", "progress", "40", "since", "1970-01-01T00:00:01Z"));

        assertThat(stalledSince(deal, new Seen(Set.of("processing.started", "processing.stalled"), null, Set.of())))
                .containsExactly("1970-01-01T00:00:01Z");
        assertThat(stalledSince(deal, new Seen(Set.of("processing.stalled"), null, Set.of())))
                .containsExactly("1970-01-01T00:00:01Z");
        assertThat(stalledSince(
                        deal,
                        new Seen(
                                Set.of("processing.started", "processing.stalled"),
                                null,
                                Set.of("processing.stalled.since"))))
                .containsExactly((String) null);
        assertThat(stalledSince(deal, new Seen(Set.of("processing.started", "processing.progress"), null, Set.of())))
                .containsExactly((String) null);

        told(deal, 601, "processing.progress", Map.of("stage", "running_ocr", "progress", "45"));
        assertThat(stalledSince(deal, new Seen(Set.of("processing.started", "processing.stalled"), null, Set.of())))
                .containsExactly((String) null);
    }

    private static List<@Nullable String> stalledSince(DealProgress deal, Lens lens) {
        List<@Nullable String> since = new ArrayList<>();
        putAwayAndBack(deal).view(lens).documents().forEach(document -> since.add(document.stalledSince()));
        return since;
    }

    private static void told(DealProgress deal, int second, String type, Map<String, String> facts) {
        Event event = new Event(
                new Tenant("acme"),
                new EventType(type, "processing"),
                List.of(new Subject("deal", "1")),
                "7",
                new byte[0],
                "id",
                1_000L * second,
                1_000L * second,
                new Position(PARTITION, second, 1_000L * second),
                null);
        deal.apply(event, facts::get);
    }

    @Test
    void remembersNoMoreThanTheNewestOfEachTypeAndTheFactsThatItHasNot() {
        Tellings told = Tellings.NONE;
        for (int i = 0; i < 1_000; i++) {
            Position at = new Position(PARTITION, i, i);
            told = told.and(new Telling("parse_complete", at, i, Arrays.asList(new String[6])))
                    .and(new Telling("deal_updated", at, i, said(i == 7 ? 1 : 0, "v" + i)));
        }
        Tellings again = told.and(new Telling("deal_updated", new Position(PARTITION, 5, 5), 5, said(0, "late")));

        assertThat(told.last().stream()
                        .map(telling ->
                                telling.type() + " " + telling.get("status") + " " + telling.get("health_score")))
                .containsExactly("deal_updated v999 null", "deal_updated null v7", "parse_complete null null");
        assertThat(again).isEqualTo(told);
    }

    /// The facts of an event of a deal, of which it has one.
    private static List<@Nullable String> said(int place, String text) {
        @Nullable String[] said = new @Nullable String[6];
        said[place] = text;
        return Arrays.asList(said);
    }

    private static DealProgress putAwayAndBack(DealProgress state) {
        SmallNumbers<Partition> partitions = new SmallNumbers<>();
        List<Position> lasts = List.of(new Position(PARTITION, 30, 30_000));
        StateWriter out = new StateWriter(lasts, partitions);
        state.write(out);
        StateReader in = new StateReader(out.bytes(), 0, partitions);
        in.relativeTo(lasts);
        DealProgress back = new DealProgress(Duration.ofSeconds(30), 100);
        back.read(in);
        return back;
    }

    /// What a snapshot takes from it.
    private static List<String> shown(DealView view) {
        List<String> shown = new ArrayList<>();
        shown.add("deal " + Latest.textOf(view.status()) + " " + Latest.textOf(view.healthScore()) + " "
                + Latest.textOf(view.healthGrade()));
        view.documents().stream()
                .map(document -> document.id() + " " + document.stage() + " " + document.progress() + " "
                        + document.status() + " " + document.healthScore() + " " + document.error() + " "
                        + document.updatedAt())
                .sorted()
                .forEach(shown::add);
        return shown;
    }

    private static Seen lens(Random random) {
        Set<String> types = new HashSet<>();
        Set<String> hidden = new HashSet<>();
        for (String type : TYPES) {
            if (random.nextInt(4) > 0) {
                types.add(type);
            }
            for (String field : FIELDS) {
                if (random.nextInt(4) == 0) {
                    hidden.add(type + "." + field);
                }
            }
        }
        return new Seen(types, random.nextInt(4) == 0 ? "1" : null, hidden);
    }

    /// @param last how far each document is: the place of its last type in [#TYPES], each of which comes once
    private static @Nullable Event event(Random random, int offset, Map<String, Integer> last) {
        int type = random.nextInt(TYPES.size());
        String document = TYPES.get(type).startsWith("deal") ? null : Integer.toString(random.nextInt(3));
        if (document != null) {
            if (type <= last.getOrDefault(document, -1) || type == 4) {
                return null;
            }
            last.put(document, type);
        }
        return new Event(
                new Tenant("acme"),
                new EventType(TYPES.get(type), "any"),
                List.of(new Subject("deal", "1")),
                document,
                new byte[0],
                "id",
                1_000L * offset + random.nextInt(2),
                1_000L * offset,
                new Position(PARTITION, offset, 1_000L * offset),
                null);
    }

    private static Map<String, String> facts(Random random, int number) {
        Map<String, String> facts = new HashMap<>();
        for (String field : FIELDS) {
            if (random.nextBoolean()) {
                facts.put(field, random.nextInt(3) == 0 ? "completed" : field + number);
            }
        }
        if (facts.containsKey("progress")) {
            facts.put("progress", Integer.toString(random.nextInt(101)));
        }
        return facts;
    }
}
