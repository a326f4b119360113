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

/// The facts of one event of a deal or of one of its documents. Immutable.
///
/// @param type the name of the event's type
/// @param at the event's position
/// @param time when it happened, epoch ms
/// @param said the event's facts as produced, in the order of the facts of its type; null for a fact that it
///     lacks
record Telling(String type, Position at, long time, List<@Nullable String> said) implements Facts {

    static final String UPDATED = "deal_updated";
    static final String STATUS_CHANGED = "deal.status_changed";
    static final String CREATED = "deal.created";
    static final String DECISION = "deal.decision";

    /// The types with facts. A type is written as its index here.
    private static final List<String> TYPES = Stream.concat(
                    Stream.of(UPDATED, STATUS_CHANGED, CREATED, DECISION), Step.types().stream())
            .toList();

    private static final List<String> OF_A_DEAL =
            List.of("status", "health_score", "health_grade", "new_status", "business_name", "decision");
    private static final List<String> OF_A_DOCUMENT =
            List.of("stage", "progress", "health_score", "health_grade", "error", "since");

    /// The most frequent values, which take one byte when they are written.
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

    /// Values that are known when tellings are written and read. Tellings repeat many of them, which saves bytes.
    ///
    /// @param at the position of the known event
    /// @param time when the known event happened, epoch ms
    /// @param startedAt the position of another event
    /// @param said the facts in the order of a telling's
    record Known(@Nullable Position at, long time, @Nullable Position startedAt, List<@Nullable String> said) {

        /// The known values after a telling was written: where something was unknown, the telling's value fills
        /// it.
        Known after(Telling telling) {
            @Nullable String[] more = said.toArray(new @Nullable String[0]);
            for (int i = 0; i < more.length; i++) {
                more[i] = more[i] == null ? telling.said.get(i) : more[i];
            }
            return new Known(at, time, startedAt, Arrays.asList(more));
        }
    }

    /// The four forms of a telling's position: the known event's position, the known other position, a position
    /// in the same partition as the known event, or any position.
    private static final int PLACES = 4;

    /// A flag beside the facts: all facts are equal to the known ones.
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

    /// Whether it has every fact that another telling of its type has.
    boolean saysAllOf(Telling other) {
        for (int i = 0; i < said.size(); i++) {
            if (said.get(i) == null && other.said.get(i) != null) {
                return false;
            }
        }
        return true;
    }

    /// The telling without the facts that another telling of its type has.
    Telling without(Telling other) {
        @Nullable String[] left = new @Nullable String[said.size()];
        for (int i = 0; i < left.length; i++) {
            left[i] = other.said.get(i) == null ? said.get(i) : null;
        }
        return new Telling(type, at, time, Arrays.asList(left));
    }

    /// The telling without the fields that a reader does not see.
    Telling seenBy(Lens lens) {
        @Nullable String[] left = new @Nullable String[said.size()];
        for (int i = 0; i < left.length; i++) {
            left[i] = lens.showsField(type, facts().get(i)) ? said.get(i) : null;
        }
        return new Telling(type, at, time, Arrays.asList(left));
    }

    /// Roughly how much memory its texts take beyond the known ones, in characters.
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
