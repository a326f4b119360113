package io.dealstream.access;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dealstream.event.Tenant;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// API keys as JSON on their topic (kafka.md, "API keys"). Unknown scopes are ignored: they grant nothing here.
/// Unknown fields are ignored, too, except in `rights`: a key whose rights cannot be read is void.
final class KeyJson {

    /// Refuses a member that occurs twice, since it would be ambiguous.
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private KeyJson() {}

    /// Reads the value of one record; empty where it is not a key.
    static Optional<KeyRecord> read(KeyHash hash, byte[] value) {
        try {
            JsonNode node = JSON.readTree(value);
            return node instanceof ObjectNode object ? Optional.of(read(hash, object)) : Optional.empty();
        } catch (IOException | IllegalArgumentException | DateTimeException notAKey) {
            // The message would quote the content, so it goes no further.
            return Optional.empty();
        }
    }

    private static KeyRecord read(KeyHash hash, ObjectNode node) {
        KeyRecord key = new KeyRecord(
                hash,
                new Tenant(text(node, "tenant")),
                node.path("name").asText(""),
                scopes(node),
                maxStreams(node),
                expiresAt(node),
                Rights.ALL,
                status(text(node, "status")));
        if (!node.has("rights")) {
            return key;
        }
        try {
            return key.narrowed(RightsJson.read(node.get("rights")));
        } catch (RightsJson.MalformedException e) {
            return key.voided();
        }
    }

    /// Writes the value of a record.
    static byte[] write(KeyRecord key) {
        ObjectNode node = JSON.createObjectNode();
        node.put("tenant", key.tenant().id());
        node.put("name", key.name());
        ArrayNode scopes = node.putArray("scopes");
        key.scopes().stream().sorted().forEach(scope -> scopes.add(scope.text()));
        node.put("max_streams", key.maxStreams());
        node.put("expires_at", key.expiresAt() == null ? null : key.expiresAt().toString());
        if (!key.rights().equals(Rights.ALL)) {
            node.set("rights", RightsJson.write(key.rights()));
        }
        node.put("status", key.status().text());
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JacksonException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(ObjectNode node, String field) {
        JsonNode value = node.path(field);
        return require(value.isTextual(), field, value).asText();
    }

    private static Set<Scope> scopes(ObjectNode node) {
        JsonNode values = require(node.path("scopes").isArray(), "scopes", node.path("scopes"));
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        values.forEach(value -> Scope.of(value.asText()).ifPresent(scopes::add));
        return scopes;
    }

    private static @Nullable Integer maxStreams(ObjectNode node) {
        JsonNode value = node.path("max_streams");
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        return require(value.canConvertToInt() && value.isIntegralNumber() && value.asInt() >= 0, "max_streams", value)
                .asInt();
    }

    private static @Nullable Instant expiresAt(ObjectNode node) {
        JsonNode value = node.path("expires_at");
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        return OffsetDateTime.parse(text(node, "expires_at")).toInstant();
    }

    private static KeyRecord.Status status(String text) {
        return switch (text) {
            case "active" -> KeyRecord.Status.ACTIVE;
            case "revoked" -> KeyRecord.Status.REVOKED;
            default -> throw new IllegalArgumentException("status");
        };
    }

    private static JsonNode require(boolean holds, String field, JsonNode value) {
        if (!holds) {
            throw new IllegalArgumentException(field);
        }
        return value;
    }
}
