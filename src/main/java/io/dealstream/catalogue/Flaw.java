package io.dealstream.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// Something in a schema that could not be held to, and where it stands.
final class Flaw extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final transient JsonNode holder;
    private final @Nullable String member;

    /// @param holder an object of the schema
    /// @param member the member of it that is wrong; null where it is the object itself
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
