package io.dealstream.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dealstream.catalogue.Content;
import io.dealstream.catalogue.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// An event of a type of the catalogue with a unique value in each of its fields, and in fields at any depth
/// that the catalogue does not have. Fields that allow only few values, and fields that name the event's
/// subjects, have usual values.
///
/// @param marks the unique values by their paths; elements of an array have the path of the array
record MarkedEvent(String type, String topic, ObjectNode value, Map<List<String>, List<String>> marks) {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /// Makes events, no two with a mark in common.
    static final class Maker {

        private final Map<String, JsonNode> keys;
        private int made;

        /// @param keys what the fields are to hold that name the event's subject
        Maker(Map<String, JsonNode> keys) {
            this.keys = keys;
        }

        MarkedEvent make(Entry entry) {
            ObjectNode value =
                    (ObjectNode) entry.schema().path("examples").path(0).deepCopy();
            Map<List<String>, List<String>> marks = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> property :
                    entry.schema().path("properties").properties()) {
                String name = property.getKey();
                if (keys.containsKey(name)) {
                    value.set(name, keys.get(name));
                } else {
                    mark(entry, value, name, property.getValue().path("type"), marks);
                }
            }
            ObjectNode extra = value.putObject("extra");
            put(extra, List.of("extra"), "secret", marks);
            put(extra, List.of("extra"), "open", marks);
            ArrayNode list = extra.putArray("list");
            put(list.addObject(), List.of("extra", "list"), "secret", marks);
            put(list.addArray().addObject(), List.of("extra", "list"), "secret", marks);
            put(list.addObject(), List.of("extra", "list"), "open", marks);
            return new MarkedEvent(entry.type().name(), entry.topic(), value, marks);
        }

        private void mark(
                Entry entry, ObjectNode value, String name, JsonNode type, Map<List<String>, List<String>> marks) {
            JsonNode usual = value.get(name);
            List<Supplier<Map<List<String>, List<String>>>> forms =
                    List.of(() -> nested(value, name), () -> text(value, name), () -> number(value, name));
            for (Supplier<Map<List<String>, List<String>>> form : forms) {
                Map<List<String>, List<String>> more = form.get();
                if (isValid(entry, value)
                        && !(type.isMissingNode()
                                && isTold(name)
                                && value.get(name).isObject())) {
                    marks.putAll(more);
                    return;
                }
            }
            if (usual == null) {
                value.remove(name);
            } else {
                value.set(name, usual);
            }
        }

        /// What a deal's state takes from a text or a number.
        private static boolean isTold(String name) {
            return List.of("stage", "progress", "status", "health_score", "health_grade")
                    .contains(name);
        }

        private Map<List<String>, List<String>> nested(ObjectNode value, String name) {
            Map<List<String>, List<String>> marks = new LinkedHashMap<>();
            ObjectNode nested = value.putObject(name);
            put(nested, List.of(name), "secret", marks);
            put(nested, List.of(name), "open", marks);
            return marks;
        }

        private Map<List<String>, List<String>> text(ObjectNode value, String name) {
            Map<List<String>, List<String>> marks = new LinkedHashMap<>();
            put(value, List.of(), name, marks);
            return marks;
        }

        private Map<List<String>, List<String>> number(ObjectNode value, String name) {
            long mark = 70_000_000_000_000_000L + ++made;
            value.put(name, mark);
            return Map.of(List.of(name), List.of(Long.toString(mark)));
        }

        private void put(ObjectNode object, List<String> path, String name, Map<List<String>, List<String>> marks) {
            String mark = "mark-" + (100_000 + ++made);
            object.put(name, mark);
            List<String> whole = new ArrayList<>(path);
            whole.add(name);
            marks.computeIfAbsent(whole, _ -> new ArrayList<>()).add(mark);
        }
    }

    private static boolean isValid(Entry entry, ObjectNode value) {
        try (JsonParser parser = JSON.createParser(value.toString())) {
            parser.nextToken();
            return entry.read(parser) instanceof Content.Valid;
        } catch (JacksonException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
