package io.dealstream.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The types that a directory adds to a catalogue. Besides the rules for every schema, they must keep the rules
/// of all types of the catalogue, on which streams rely: a type has subjects of its topic, declared as the
/// topic declares them, and a category that the topic has.
final class AddedTypes {

    private final Catalogue catalogue;
    private final boolean mayChange;
    private final Map<String, String> files = new LinkedHashMap<>();
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /// @param catalogue the catalogue that they are added to
    /// @param mayChange whether they may have the name of a type that is already there
    AddedTypes(Catalogue catalogue, boolean mayChange) {
        this.catalogue = catalogue;
        this.mayChange = mayChange;
    }

    /// @throws CatalogueException when a file has a flaw; it names the first one
    List<Entry> read(List<SchemaFile> schemas) {
        for (SchemaFile file : schemas) {
            Entry entry = file.read(root -> examined(root, Entry.of(root)));
            files.put(entry.type().name(), file.name());
            entries.put(entry.type().name(), entry);
        }
        return List.copyOf(entries.values());
    }

    private Entry examined(JsonNode root, Entry entry) {
        JsonNode meaning = root.path(Entry.MEANING);
        examineName(root, meaning);
        Entry topic = catalogue
                .topic(entry.topic())
                .orElseThrow(() -> new Flaw(meaning, "topic", "topic: one of " + catalogue.topics() + " expected"));
        Set<String> categories = categories(entry.topic());
        if (!categories.contains(entry.type().category())) {
            throw new Flaw(meaning, "category", "category: one of " + categories + " expected");
        }
        examineSubjects(root, topic.schema());
        Keywords.objects(root, "examples").forEach(example -> examineExample(root, entry, example));
        return entry;
    }

    private void examineName(JsonNode root, JsonNode meaning) {
        String name = Keywords.text(meaning, "type");
        boolean known = catalogue.find(name).isPresent();
        if (!known && !TypeName.isFree(name)) {
            throw new Flaw(
                    meaning,
                    "type",
                    "type: 1 to 64 letters, digits, \"_\", \".\" and \"-\" expected, and no name that streams use for"
                            + " something else");
        }
        if (known && !mayChange) {
            throw new Flaw(meaning, "type", "type: " + name + " is one of Dealstream's own and cannot be changed here");
        }
        if (files.containsKey(name)) {
            throw new Flaw(meaning, "type", "type: " + name + " stands in " + files.get(name) + " already");
        }
        String id = "urn:dealstream:event:" + name;
        if (root.has("$id") && !Keywords.text(root, "$id").equals(id)) {
            throw new Flaw(root, "$id", "$id: " + id + " expected");
        }
    }

    private Set<String> categories(String topic) {
        Set<String> categories = catalogue.entries().stream()
                .filter(entry -> entry.topic().equals(topic))
                .map(entry -> entry.type().category())
                .collect(Collectors.toCollection(TreeSet::new));
        catalogue.topic(topic).ifPresent(entry -> categories.add(entry.type().category()));
        return categories;
    }

    /// Checks the subjects. Events may concern fewer subjects than usual on the topic, but no others, because
    /// nobody could follow these.
    private static void examineSubjects(JsonNode root, JsonNode topic) {
        List<JsonNode> usual = Keywords.objects(topic.path(Entry.MEANING), "subjects");
        for (JsonNode subject : Keywords.objects(root.path(Entry.MEANING), "subjects")) {
            if (!usual.contains(subject)) {
                throw new Flaw(subject, "kind", "subjects: out of " + usual + " expected");
            }
            String field = subject.path("field").asText();
            JsonNode declared = root.path("properties").path(field);
            JsonNode expected = rules(topic.path("properties").path(field));
            if (!rules(declared).equals(expected)) {
                throw new Flaw(
                        root.path("properties"),
                        field,
                        field + ": " + expected + " expected, as in all events of its topic");
            }
        }
    }

    /// The rules of a property, without its description.
    private static JsonNode rules(JsonNode property) {
        return property.isObject()
                ? ((ObjectNode) property.deepCopy()).without(List.of("title", "description"))
                : property;
    }

    private static void examineExample(JsonNode root, Entry entry, JsonNode example) {
        try (JsonParser parser = example.traverse()) {
            parser.nextToken();
            switch (entry.read(parser)) {
                case Content.Valid _ -> {}
                case Content.Missing(String field) ->
                    throw new Flaw(root, "examples", "examples: " + field + " is missing");
                case Content.Wrong(String field, String rule) ->
                    throw new Flaw(example, field, "examples: " + field + ": " + rule + " expected");
            }
        } catch (IOException e) {
            throw new Flaw(root, "examples", "examples: " + e.getMessage());
        }
    }
}
