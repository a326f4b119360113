package io.dealstream.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Compiles one schema file to a [Shape]. It refuses a schema that it does not understand, so no check is ever
/// silently left out.
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

    /// @throws Flaw when the schema uses a keyword that cannot be checked, or contradicts itself
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
            throw new Flaw(schema, "type", "type: object expected");
        }
        List<SubjectRule> subjects = subjects();
        List<Integer> documents =
                Keywords.texts(meaning, "document").stream().map(this::key).toList();
        Keywords.texts(meaning, "facts").forEach(field -> facts.computeIfAbsent(field, _ -> values++));
        JsonNode declared = Keywords.object(schema, "properties");
        declared.fieldNames().forEachRemaining(name -> addProperty(declared, name));
        Keywords.texts(meaning, "document").forEach(field -> bit(field, meaning, "document"));
        Keywords.texts(meaning, "facts").forEach(field -> bit(field, meaning, "facts"));
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
        for (JsonNode subject : Keywords.objects(meaning, "subjects")) {
            Keywords.only(subject, "kind", "field");
            int key = subject.has("field") ? key(required(Keywords.text(subject, "field"), subject)) : -1;
            rules.add(new SubjectRule(Keywords.text(subject, "kind"), key));
        }
        if (rules.isEmpty()) {
            throw new Flaw(meaning, "subjects", "an event needs a subject");
        }
        return rules;
    }

    private String required(String field, JsonNode subject) {
        if (!Keywords.texts(schema, "required").contains(field)) {
            throw new Flaw(subject, "field", field + " names a subject and is not required");
        }
        return field;
    }

    private int key(String field) {
        return keys.computeIfAbsent(field, _ -> values++);
    }

    private void addProperty(JsonNode declared, String name) {
        if (properties.size() == MASK_BITS) {
            throw new Flaw(declared, name, "more than " + MASK_BITS + " properties");
        }
        JsonNode property = Keywords.object(declared, name);
        long bit = 1L << properties.size();
        properties.put(
                name,
                new Property(
                        name, bit, ValueRule.of(property), keys.getOrDefault(name, -1), facts.getOrDefault(name, -1)));
    }

    private List<Long> alternatives() {
        List<Long> masks = new ArrayList<>();
        for (JsonNode alternative : Keywords.objects(schema, "anyOf")) {
            Keywords.only(alternative, "required");
            masks.add(mask(alternative));
        }
        return masks;
    }

    private long mask(JsonNode demanding) {
        return Keywords.texts(demanding, "required").stream()
                .mapToLong(field -> bit(field, demanding, "required"))
                .reduce(0, (mask, bit) -> mask | bit);
    }

    private long bit(String field, JsonNode holder, String keyword) {
        Property property = properties.get(field);
        if (property == null) {
            throw new Flaw(holder, keyword, field + " is not among the properties");
        }
        return property.bit();
    }
}
