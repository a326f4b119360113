package io.dealstream.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// Finds the line of a file on which something in its tree stands. Trees do not know, so the file is read once more,
/// beside the tree: it is only asked for where a start fails.
@SuppressWarnings("ReferenceEquality") // two objects of a file may say the same
final class Lines {

    private final JsonNode root;
    private final Flaw flaw;
    private int found = 1;

    private Lines(JsonNode root, Flaw flaw) {
        this.root = root;
        this.flaw = flaw;
    }

    /// The line of the member that is wrong; of the object that holds it, where there is no such member.
    ///
    /// @param parser at the beginning of the file
    /// @param root the tree that was made of it
    /// @return 1 for the first
    static int of(Flaw flaw, JsonParser parser, JsonNode root) throws IOException {
        Lines lines = new Lines(root, flaw);
        lines.search(parser);
        return lines.found;
    }

    private void search(JsonParser parser) throws IOException {
        Deque<JsonNode> open = new ArrayDeque<>();
        Deque<Iterator<JsonNode>> items = new ArrayDeque<>();
        String name = null;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.FIELD_NAME) {
                name = parser.currentName();
                if (open.peek() == flaw.holder() && name.equals(flaw.member())) {
                    found = parser.currentTokenLocation().getLineNr();
                    return;
                }
            } else if (token.isStructEnd()) {
                open.pop();
                items.pop();
            } else {
                JsonNode node = child(open.peek(), items.peek(), name);
                if (token.isStructStart()) {
                    if (node == flaw.holder()) {
                        found = parser.currentTokenLocation().getLineNr();
                    }
                    open.push(node);
                    items.push(node.iterator());
                }
            }
        }
    }

    private JsonNode child(@Nullable JsonNode parent, @Nullable Iterator<JsonNode> items, @Nullable String name) {
        if (parent == null || items == null) {
            return root;
        }
        return parent.isArray() ? items.next() : parent.path(String.valueOf(name));
    }
}
