package io.dealstream.views;

import com.fasterxml.jackson.databind.JsonNode;
import io.dealstream.catalogue.Entry;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the check of views must know of a type of the catalogue.
final class KnownType {

    /// The fields that a dialect's frames add to a type's fields, by the kind of subject. A case's data repeats
    /// what its frame says (cases.md, "Events"), and an update names its opcode (updates.md, "Opcodes").
    private static final Map<String, Set<String>> OF_THE_DIALECT =
            Map.of("case", Set.of("type", "id", "timestamp"), "workspace", Set.of("opcode"));

    private static final Set<String> HOLDS_FIELDS = Set.of("object", "array");

    private final String name;
    private final JsonNode properties;
    private final Set<String> indispensable = new HashSet<>();

    KnownType(Entry entry) {
        JsonNode schema = entry.schema();
        JsonNode meaning = schema.path("x-dealstream");
        name = entry.type().name();
        properties = schema.path("properties");
        for (JsonNode subject : meaning.path("subjects")) {
            indispensable.addAll(
                    OF_THE_DIALECT.getOrDefault(subject.path("kind").asText(), Set.of()));
            if (subject.has("field")) {
                indispensable.add(subject.path("field").asText());
            }
        }
        meaning.path("document").forEach(field -> indispensable.add(field.asText()));
    }

    String name() {
        return name;
    }

    /// Whether a dialect needs the field to tell what an event is about.
    boolean needs(List<String> path) {
        return path.size() == 1 && indispensable.contains(path.getFirst());
    }

    /// Whether there may be a field at a path. Fields that the schema does not know may contain anything.
    boolean mayHave(List<String> path) {
        JsonNode type = properties.path(path.getFirst()).path("type");
        if (path.size() == 1 || type.isMissingNode()) {
            return true;
        }
        if (type.isTextual()) {
            return HOLDS_FIELDS.contains(type.asText());
        }
        for (JsonNode one : type) {
            if (HOLDS_FIELDS.contains(one.asText())) {
                return true;
            }
        }
        return false;
    }
}
