package io.dealstream.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads keywords of a schema strictly. An unknown keyword is an error at start; no check is ever silently left
/// out.
final class Keywords {

    private Keywords() {}

    /// Checks that a schema has only known keywords.
    ///
    /// @throws Flaw when `node` is no object or has another keyword
    static void only(JsonNode node, String... known) {
        if (!node.isObject()) {
            throw new Flaw(node, null, "object expected");
        }
        Set<String> names = Set.of(known);
        node.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw new Flaw(node, name, "keyword " + name + " is not supported here");
            }
        });
    }

    /// Reads an object; an empty one where the keyword is absent.
    ///
    /// @throws Flaw when it is anything else
    static JsonNode object(JsonNode node, String keyword) {
        JsonNode object = node.path(keyword);
        if (!object.isMissingNode() && !object.isObject()) {
            throw new Flaw(node, keyword, keyword + ": object expected");
        }
        return object;
    }

    /// Reads a list of objects; an empty one where the keyword is absent.
    ///
    /// @throws Flaw when it is anything but a list of objects
    static List<JsonNode> objects(JsonNode node, String keyword) {
        List<JsonNode> objects = list(node, keyword);
        if (!objects.stream().allMatch(JsonNode::isObject)) {
            throw new Flaw(node, keyword, keyword + ": objects expected");
        }
        return objects;
    }

    /// @throws Flaw when `keyword` is not there or not a string
    static String text(JsonNode node, String keyword) {
        if (!node.path(keyword).isTextual()) {
            throw new Flaw(node, keyword, keyword + ": string expected");
        }
        return node.path(keyword).textValue();
    }

    /// Reads a list of strings; an empty one where the keyword is absent.
    ///
    /// @throws Flaw when it is anything but a list of strings
    static List<String> texts(JsonNode node, String keyword) {
        List<JsonNode> texts = list(node, keyword);
        if (!texts.stream().allMatch(JsonNode::isTextual)) {
            throw new Flaw(node, keyword, keyword + ": strings expected");
        }
        return texts.stream().map(JsonNode::textValue).toList();
    }

    /// Reads an integer; `otherwise` where the keyword is absent.
    ///
    /// @throws Flaw when it is not an integer of at least 0
    static int count(JsonNode node, String keyword, int otherwise) {
        JsonNode count = node.path(keyword);
        if (count.isMissingNode()) {
            return otherwise;
        }
        if (!count.isIntegralNumber() || !count.canConvertToInt() || count.intValue() < 0) {
            throw new Flaw(node, keyword, keyword + ": integer from 0 to " + Integer.MAX_VALUE + " expected");
        }
        return count.intValue();
    }

    private static List<JsonNode> list(JsonNode node, String keyword) {
        JsonNode list = node.path(keyword);
        if (!list.isMissingNode() && !list.isArray()) {
            throw new Flaw(node, keyword, keyword + ": list expected");
        }
        List<JsonNode> items = new ArrayList<>();
        list.forEach(items::add);
        return items;
    }
}
