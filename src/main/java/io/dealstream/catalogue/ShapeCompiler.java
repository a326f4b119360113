package io.dealstream.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Turns one schema file into a [Shape]. What it does not understand it refuses, so no check is ever skipped in
/// silence.
final class ShapeCompiler {

    private static final int MASK_BITS = 64;

    private final JsonNode schema;
    private final JsonNode meaning;
    private final Map<String, Integer> keys = new LinkedHashMap<>();
    private final Map<String, Integer> facts = new LinkedHashMap<>();
    private final Map<String, Property> properties = new LinkedHashMap<>();
    private int values;

    ShapeCompiler(JsonNode schema) {
        this.schema = schema;
        this.meaning = schema.path(Entry.MEANING);
    }

    /// @throws IllegalArgumentException when the schema uses a keyword that is not held to, or contradicts
    ///     itself
    Shape compile() {
        Keywords.only(
                schema,
                "$schema",
                "$id",
                "title",
                "description",
                "type",
                "required",
                "anyOf",
                "properties",
                "examples",
                Entry.MEANING);
        if (!Keywords.text(schema, "type").equals("object")) {
            throw new IllegalArgumentException("type: object expected");
        }
        List<SubjectRule> subjects = subjects();
        List<Integer> documents =
                Keywords.texts(meaning, "document").stream().map(this::key).toList();
        Keywords.texts(meaning, "facts").forEach(field -> facts.computeIfAbsent(field, _ -> values++));
        schema.path("properties").properties().forEach(each -> addProperty(each.getKey(), each.getValue()));
        keys.keySet().forEach(this::bit); // each has to be declared
        facts.keySet().forEach(this::bit);
        return new Shape(
                new LinkedHashMap<>(properties),
                mask(schema),
                alternatives(),
                values,
                subjects,
                documents,
                Map.copyOf(facts));
    }

    private List<SubjectRule> subjects() {
        List<SubjectRule> rules = new ArrayList<>();
        for (JsonNode subject : meaning.path("subjects")) {
            Keywords.only(subject, "kind", "field");
            int key = subject.has("field") ? key(Keywords.text(subject, "field")) : -1;
            rules.add(new SubjectRule(Keywords.text(subject, "kind"), key));
        }
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("an event needs a subject");
        }
        for (String field : keys.keySet()) {
            if (!Keywords.texts(schema, "required").contains(field)) {
                throw new IllegalArgumentException(field + " names a subject and is not required");
            }
        }
        return rules;
    }

    private int key(String field) {
        return keys.computeIfAbsent(field, _ -> values++);
    }

    private void addProperty(String name, JsonNode property) {
        if (properties.size() == MASK_BITS) {
            throw new IllegalArgumentException("more than " + MASK_BITS + " properties");
        }
        long bit = 1L << properties.size();
        properties.put(
                name,
                new Property(name, bit, Rule.of(property), keys.getOrDefault(name, -1), facts.getOrDefault(name, -1)));
    }

    private List<Long> alternatives() {
        List<Long> masks = new ArrayList<>();
        for (JsonNode alternative : schema.path("anyOf")) {
            Keywords.only(alternative, "required");
            masks.add(mask(alternative));
        }
        return masks;
    }

    private long mask(JsonNode demanding) {
        return Keywords.texts(demanding, "required").stream()
                .mapToLong(this::bit)
                .reduce(0, (mask, bit) -> mask | bit);
    }

    private long bit(String field) {
        Property property = properties.get(field);
        if (property == null) {
            throw new IllegalArgumentException(field + " is not among the properties");
        }
        return property.bit();
    }
}
