package io.dealstream.intake;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The attributes of a CloudEvent that Dealstream looks at: what they are called as record headers (binary
/// mode) and in the envelope (structured mode).
enum Attribute {
    SPECVERSION("ce_specversion", "specversion"),
    TYPE("ce_type", "type"),
    ID("ce_id", "id"),
    SOURCE("ce_source", "source"),
    TENANT("ce_tenant", "tenant"),
    TIME("ce_time", "time"),
    TRACEPARENT("traceparent", "traceparent"),
    /// The distributed tracing extension as the Kafka binding spells it.
    CE_TRACEPARENT("ce_traceparent", ""),
    CONTENT_TYPE("content-type", "");

    private static final Map<String, Attribute> BY_HEADER = new HashMap<>();
    private static final Map<String, Attribute> BY_MEMBER = new HashMap<>();

    static {
        for (Attribute attribute : values()) {
            BY_HEADER.put(attribute.header, attribute);
            BY_MEMBER.put(attribute.member, attribute);
        }
        BY_MEMBER.remove("");
    }

    private final String header;
    private final String member;

    Attribute(String header, String member) {
        this.header = header;
        this.member = member;
    }

    String header() {
        return header;
    }

    static @Nullable Attribute ofHeader(String key) {
        return BY_HEADER.get(key);
    }

    static @Nullable Attribute ofMember(String name) {
        return BY_MEMBER.get(name);
    }
}
