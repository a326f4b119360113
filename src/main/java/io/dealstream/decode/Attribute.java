package io.dealstream.decode;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The attributes of a CloudEvent that Dealstream reads, with their names as record headers (binary mode) and
/// as members of the envelope (structured mode). Source: kafka.md, "Records".
enum Attribute {
    SPECVERSION("ce_specversion", "specversion", true),
    TYPE("ce_type", "type", true),
    ID("ce_id", "id", false),
    SOURCE("ce_source", "source", true),
    TENANT("ce_tenant", "tenant", true),
    TIME("ce_time", "time", false),
    TRACEPARENT("traceparent", "traceparent", false),
    /// The distributed tracing extension, as the Kafka binding spells it.
    CE_TRACEPARENT("ce_traceparent", "", false),
    CONTENT_TYPE("content-type", "", true);

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
    private final boolean repeated;

    Attribute(String header, String member, boolean repeated) {
        this.header = header;
        this.member = member;
        this.repeated = repeated;
    }

    String header() {
        return header;
    }

    /// Whether many records have the same value.
    boolean isRepeated() {
        return repeated;
    }

    /// Whether an event is valid without it. Then a value that is no text is ignored.
    boolean isDispensable() {
        return switch (this) {
            case TIME, TRACEPARENT, CE_TRACEPARENT -> true;
            case SPECVERSION, TYPE, ID, SOURCE, TENANT, CONTENT_TYPE -> false;
        };
    }

    static @Nullable Attribute ofHeader(String key) {
        return BY_HEADER.get(key);
    }

    static @Nullable Attribute ofMember(String name) {
        return BY_MEMBER.get(name);
    }
}
