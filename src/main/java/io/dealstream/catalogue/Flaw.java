package io.dealstream.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// A rule in a schema that cannot be checked, and its place in the schema.
final class Flaw extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final transient JsonNode holder;
    private final @Nullable String member;

    /// @param holder the object of the schema in which it is
    /// @param member the wrong member of that object; null for the object itself
    Flaw(JsonNode holder, @Nullable String member, String message) {
        super(message);
        this.holder = holder;
        this.member = member;
    }

    JsonNode holder() {
        return holder;
    }

    @Nullable
    String member() {
        return member;
    }
}
