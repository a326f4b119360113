package io.dealstream.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads keywords of a schema strictly: what is not understood is an error at start, never a check that
/// silently does not take place.
final class Keywords {

    private Keywords() {}

    /// @throws IllegalArgumentException when `node` is no object or holds another keyword
    static void only(JsonNode node, String... known) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("object expected, found " + node);
        }
        Set<String> names = Set.of(known);
        node.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw new IllegalArgumentException("keyword " + name + " is not supported here");
            }
        });
    }

    /// @throws IllegalArgumentException when `keyword` is not there or not a string
    static String text(JsonNode node, String keyword) {
        if (!node.path(keyword).isTextual()) {
            throw new IllegalArgumentException(keyword + ": string expected");
        }
        return node.path(keyword).textValue();
    }

    /// The strings of a list; none where the keyword is absent.
    ///
    /// @throws IllegalArgumentException when it is anything but a list of strings
    static List<String> texts(JsonNode node, String keyword) {
        List<String> texts = new ArrayList<>();
        JsonNode list = node.path(keyword);
        if (!list.isMissingNode() && !list.isArray()) {
            throw new IllegalArgumentException(keyword + ": list expected");
        }
        for (JsonNode item : list) {
            if (!item.isTextual()) {
                throw new IllegalArgumentException(keyword + ": strings expected");
            }
            texts.add(item.textValue());
        }
        return texts;
    }
}
