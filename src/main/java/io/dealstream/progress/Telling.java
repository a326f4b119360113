package io.dealstream.progress;

import io.dealstream.event.Event;
import io.dealstream.event.Facts;
import io.dealstream.event.Position;
import io.dealstream.event.StateReader;
import io.dealstream.event.StateWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one event said of a deal or of a document of it. Immutable.
///
/// @param type the event's
/// @param at where it stands
/// @param time when it happened, epoch ms
/// @param said its facts, as produced, in the order of those that its type may have; null for those that it has not
record Telling(String type, Position at, long time, List<@Nullable String> said) implements Facts {

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
            List.of("stage", "progress", "health_score", "health_grade", "error", "since");

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
    /// @param said facts in the order of a telling's
    record Known(@Nullable Position at, long time, @Nullable Position startedAt, List<@Nullable String> said) {

        /// The same once a telling was put away: what is not known otherwise may be as it was there.
        Known after(Telling telling) {
            @Nullable String[] more = said.toArray(new @Nullable String[0]);
            for (int i = 0; i < more.length; i++) {
                more[i] = more[i] == null ? telling.said.get(i) : more[i];
            }
            return new Known(at, time, startedAt, Arrays.asList(more));
        }
    }

    /// Where a telling stands: where the known does, where its other place is, in the same partition as the known, or
    /// in
    /// a place of its own.
    private static final int PLACES = 4;

    /// Beside the facts that it has: all of them are what is known.
    private static final int ALL_KNOWN = 1 << 6;

    private static final int NEAR = 2;
    private static final int OWN = 3;

    static Telling of(Event event, Facts facts) {
        List<String> names = facts(event.type().name());
        @Nullable String[] said = new @Nullable String[names.size()];
        for (int i = 0; i < said.length; i++) {
            said[i] = facts.get(names.get(i));
        }
        return new Telling(event.type().name(), event.position(), event.time(), Arrays.asList(said));
    }

    private static List<String> facts(String type) {
        return Step.of(type) == null ? OF_A_DEAL : OF_A_DOCUMENT;
    }

    private List<String> facts() {
        return facts(type);
    }

    @Override
    public @Nullable String get(String field) {
        int place = facts().indexOf(field);
        return place < 0 ? null : said.get(place);
    }

    boolean saysNothing() {
        for (String text : said) {
            if (text != null) {
                return false;
            }
        }
        return true;
    }

    /// Whether it has every fact that another one of its type has.
    boolean saysAllOf(Telling other) {
        for (int i = 0; i < said.size(); i++) {
            if (said.get(i) == null && other.said.get(i) != null) {
                return false;
            }
        }
        return true;
    }

    /// What is left of it but for the facts that another one of its type has.
    Telling without(Telling other) {
        @Nullable String[] left = new @Nullable String[said.size()];
        for (int i = 0; i < left.length; i++) {
            left[i] = other.said.get(i) == null ? said.get(i) : null;
        }
        return new Telling(type, at, time, Arrays.asList(left));
    }

    /// What is left of it for who does not see all fields.
    Telling seenBy(Lens lens) {
        @Nullable String[] left = new @Nullable String[said.size()];
        for (int i = 0; i < left.length; i++) {
            left[i] = lens.showsField(type, facts().get(i)) ? said.get(i) : null;
        }
        return new Telling(type, at, time, Arrays.asList(left));
    }

    /// What its texts take in memory beyond what is known, roughly, in characters.
    int weight(List<@Nullable String> known) {
        int weight = 0;
        for (int i = 0; i < said.size(); i++) {
            String text = said.get(i);
            weight += text == null || text.equals(known.get(i)) ? 0 : text.length();
        }
        return weight;
    }

    void write(StateWriter out, Known known) {
        boolean usual = at.watermark() == time;
        int place = at.equals(known.at) && time == known.time
                ? 0
                : usual && at.equals(known.startedAt) ? 1 : usual && isNear(known.at) ? NEAR : OWN;
        out.count((long) TYPES.indexOf(type) * PLACES + place);
        if (place == NEAR) {
            Position near = Objects.requireNonNull(known.at);
            out.number(near.offset() - at.offset()).number(near.watermark() - at.watermark());
        } else if (place == OWN) {
            out.position(at).number(at.watermark() - time);
        }
        int mask = 0;
        boolean allKnown = true;
        for (int i = 0; i < said.size(); i++) {
            String text = said.get(i);
            mask |= text == null ? 0 : 1 << i;
            allKnown &= text == null || text.equals(known.said.get(i));
        }
        out.count(allKnown ? mask | ALL_KNOWN : mask);
        for (int i = 0; i < said.size() && !allKnown; i++) {
            String text = said.get(i);
            if (text != null && text.equals(known.said.get(i))) {
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

    private boolean isNear(@Nullable Position other) {
        return other != null && other.partition().equals(at.partition());
    }

    private static Position near(Position known, StateReader in) {
        long offset = known.offset() - in.number();
        return new Position(known.partition(), offset, known.watermark() - in.number());
    }

    static Telling read(StateReader in, Known known) {
        int head = (int) in.count();
        String type = TYPES.get(head / PLACES);
        Position at = Objects.requireNonNull(
                switch (head % PLACES) {
                    case 0 -> known.at;
                    case 1 -> known.startedAt;
                    case NEAR -> near(Objects.requireNonNull(known.at), in);
                    default -> in.position();
                });
        long time = switch (head % PLACES) {
            case 0 -> known.time;
            case 1, NEAR -> at.watermark();
            default -> at.watermark() - in.number();
        };
        long mask = in.count();
        @Nullable String[] said = new @Nullable String[facts(type).size()];
        for (int i = 0; i < said.length; i++) {
            String repeated = known.said.get(i);
            said[i] = (mask & 1L << i) == 0 ? null : (mask & ALL_KNOWN) != 0 ? repeated : text(in, repeated);
        }
        return new Telling(type, at, time, Arrays.asList(said));
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
