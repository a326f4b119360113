package io.dealstream.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.dealstream.event.Facts;
import io.dealstream.event.Subject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A schema compiled for the hot path: one pass over the tokens checks the fields and picks out what is needed
/// of them, without a tree.
///
/// Why not the schema library: on the catalogue's examples this takes 0.45 µs an event, parsing included;
/// building a tree and having the library check it takes 1.3 to 1.6 µs, and nothing has been read from the tree
/// by then. An event may cost 4 µs in all if one core is to take in 250,000 a second. `SchemaOracleTest` has the
/// library judge what is decided here.
///
/// @param properties by name; each has a bit of its own in the masks
/// @param required the bits that must be there
/// @param alternatives masks of which at least one must be there wholly; none where there is no such demand
/// @param values how many keys and facts an event has
/// @param subjects whom the events concern, the most specific first
/// @param documents which values may name the document, the first present one counts
/// @param facts where each fact stands among the values
record Shape(
        Map<String, Property> properties,
        long required,
        List<Long> alternatives,
        int values,
        List<SubjectRule> subjects,
        List<Integer> documents,
        Map<String, Integer> facts) {

    Content read(JsonParser parser) throws IOException {
        @Nullable String[] found = new @Nullable String[values];
        long seen = 0;
        long wrong = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            Property property = properties.get(parser.currentName());
            parser.nextToken();
            if (property != null) {
                // Of a repeated field the last value counts, as in the parsers of those who will receive it.
                seen |= property.bit();
                wrong = property.rule().allows(parser) ? wrong & ~property.bit() : wrong | property.bit();
                property.capture(parser, found);
            }
            parser.skipChildren();
        }
        boolean complete = (required & ~seen) == 0 && (alternatives.isEmpty() || hasAnAlternative(seen));
        return complete && wrong == 0 ? valid(found) : invalid(seen, wrong);
    }

    private boolean hasAnAlternative(long seen) {
        return alternatives.stream().anyMatch(bits -> (bits & ~seen) == 0);
    }

    private Content valid(@Nullable String[] found) {
        List<Subject> concerned = switch (subjects.size()) {
            case 1 -> List.of(subjects.get(0).subject(found));
            case 2 -> List.of(subjects.get(0).subject(found), subjects.get(1).subject(found));
            default -> subjects.stream().map(rule -> rule.subject(found)).toList();
        };
        String document = null;
        for (int i = 0; document == null && i < documents.size(); i++) {
            document = found[documents.get(i)];
        }
        return new Content.Valid(concerned, document, facts(found));
    }

    private Facts facts(@Nullable String[] found) {
        return facts.isEmpty()
                ? Facts.NONE
                : field -> {
                    Integer at = facts.get(field);
                    return at == null ? null : found[at];
                };
    }

    private Content invalid(long seen, long wrong) {
        for (Property property : properties.values()) {
            if ((property.bit() & required & ~seen) != 0) {
                return new Content.Missing(property.name());
            }
            if ((property.bit() & wrong) != 0) {
                return new Content.Wrong(property.name(), property.rule().toString());
            }
        }
        return new Content.Missing(properties.values().stream()
                .filter(property -> alternatives.stream().anyMatch(bits -> (bits & property.bit()) != 0))
                .map(Property::name)
                .collect(Collectors.joining(" or ")));
    }
}
