package io.dealstream.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// Finds the line of a file on which a part of its JSON tree stands. Trees do not know their lines, so the file
/// is read once more beside the tree. That happens only when a start fails.
@SuppressWarnings("ReferenceEquality") // two objects of a file may say the same
final class Lines {

    private final JsonNode root;
    private final Flaw flaw;
    private int found = 1;

    private Lines(JsonNode root, Flaw flaw) {
        this.root = root;
        this.flaw = flaw;
    }

    /// The line of a flaw's member, or of the object where there is no such member.
    ///
    /// @param parser stands at the beginning of the file
    /// @param root the tree of the file
    /// @return the line's number, from 1
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
