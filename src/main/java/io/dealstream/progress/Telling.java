package io.dealstream.progress;

import io.dealstream.event.Event;
import io.dealstream.event.Facts;
import io.dealstream.event.Position;
import io.dealstream.event.StateReader;
import io.dealstream.event.StateWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one event said of a deal or of a document of it. Immutable.
///
/// @param type the event's
/// @param at where it stands
/// @param time when it happened, epoch ms
/// @param said its facts, as produced
record Telling(String type, Position at, long time, Map<String, String> said) implements Facts {

    static final String UPDATED = "deal_updated";
    static final String STATUS_CHANGED = "deal.status_changed";
    static final String CREATED = "deal.created";
    static final String DECISION = "deal.decision";

    /// The types that tell anything; each has a number when it is put away.
    private static final List<String> TYPES = Stream.concat(
                    Stream.of(UPDATED, STATUS_CHANGED, CREATED, DECISION), Step.types().stream())
            .toList();

    private static final List<String> OF_A_DEAL =
            List.of("status", "health_score", "health_grade", "new_status", "business_name", "decision");
    private static final List<String> OF_A_DOCUMENT =
            List.of("stage", "progress", "health_score", "health_grade", "error");

    /// What most events say, so that it takes a byte.
    private static final List<String> WORDS = List.of(
            "uploaded",
            "classifying",
            "extracting_text",
            "running_ocr",
            "parsing_with_llm",
            "analyzing",
            "computing_metrics",
            "screening",
            "completed",
            "failed",
            "cancelled",
            "0",
            "100");

    /// What is known besides when tellings are put away, and when they are taken out again: much of it they repeat.
    ///
    /// @param at where the event stands that said it, and `time` when it happened
    /// @param startedAt where another one stands
    /// @param said facts
    record Known(@Nullable Position at, long time, @Nullable Position startedAt, Map<String, String> said) {}

    /// Where a telling stands: where the known does, where its other place is, or in a place of its own.
    private static final int PLACES = 3;

    static Telling of(Event event, Facts facts) {
        String type = event.type().name();
        Map<String, String> said = new HashMap<>();
        for (String fact : facts(type)) {
            String value = facts.get(fact);
            if (value != null) {
                said.put(fact, value);
            }
        }
        return new Telling(type, event.position(), event.time(), Map.copyOf(said));
    }

    private static List<String> facts(String type) {
        return Step.of(type) == null ? OF_A_DEAL : OF_A_DOCUMENT;
    }

    @Override
    public @Nullable String get(String field) {
        return said.get(field);
    }

    /// What is left of it but for the facts that a newer one has.
    Telling without(Telling newer) {
        if (said.keySet().stream().noneMatch(newer.said::containsKey)) {
            return this;
        }
        Map<String, String> left = new HashMap<>(said);
        left.keySet().removeAll(newer.said.keySet());
        return new Telling(type, at, time, Map.copyOf(left));
    }

    /// What is left of it for who does not see all fields.
    Telling seenBy(Lens lens) {
        Map<String, String> left = new HashMap<>(said);
        left.keySet().removeIf(field -> !lens.showsField(type, field));
        return new Telling(type, at, time, left);
    }

    /// What its texts take in memory beyond what is known, roughly, in characters.
    int weight(Map<String, String> known) {
        int weight = 0;
        for (Map.Entry<String, String> fact : said.entrySet()) {
            weight += fact.getValue().equals(known.get(fact.getKey()))
                    ? 0
                    : fact.getValue().length();
        }
        return weight;
    }

    void write(StateWriter out, Known known) {
        boolean usual = at.watermark() == time;
        int place = at.equals(known.at) && time == known.time ? 0 : usual && at.equals(known.startedAt) ? 1 : 2;
        out.count((long) TYPES.indexOf(type) * PLACES + place);
        if (place == 2) {
            out.position(at).number(at.watermark() - time);
        }
        List<String> facts = facts(type);
        int mask = 0;
        for (int i = 0; i < facts.size(); i++) {
            mask |= said.containsKey(facts.get(i)) ? 1 << i : 0;
        }
        out.count(mask);
        for (String fact : facts) {
            String text = said.get(fact);
            if (text != null && text.equals(known.said.get(fact))) {
                out.count(0);
            } else if (text != null) {
                int word = WORDS.indexOf(text);
                out.count(word < 0 ? 1 : word + 2L);
                if (word < 0) {
                    out.text(text);
                }
            }
        }
    }

    static Telling read(StateReader in, Known known) {
        int head = (int) in.count();
        String type = TYPES.get(head / PLACES);
        Position at = Objects.requireNonNull(
                switch (head % PLACES) {
                    case 0 -> known.at;
                    case 1 -> known.startedAt;
                    default -> in.position();
                });
        long time = switch (head % PLACES) {
            case 0 -> known.time;
            case 1 -> at.watermark();
            default -> at.watermark() - in.number();
        };
        long mask = in.count();
        Map<String, String> said = new HashMap<>();
        List<String> facts = facts(type);
        for (int i = 0; i < facts.size(); i++) {
            if ((mask & 1L << i) != 0) {
                said.put(facts.get(i), text(in, known.said.get(facts.get(i))));
            }
        }
        return new Telling(type, at, time, Map.copyOf(said));
    }

    private static String text(StateReader in, @Nullable String known) {
        int form = (int) in.count();
        return Objects.requireNonNull(
                switch (form) {
                    case 0 -> known;
                    case 1 -> in.text();
                    default -> WORDS.get(form - 2);
                });
    }
}
