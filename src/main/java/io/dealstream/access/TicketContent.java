package io.dealstream.access;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dealstream.event.Tenant;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a ticket says, under its signature.
///
/// @param nonce unlike that of any other ticket
/// @param expiresAt until when it may be used
/// @param origin the credential that asked for it
/// @param rights what that credential grants in each realm in which it names a tenant
/// @param rightsEnd when that credential expires; null: never
record TicketContent(
        String nonce,
        Instant expiresAt,
        Origin origin,
        Map<Realm, Right> rights,
        @Nullable Instant rightsEnd) {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

    record Right(Tenant tenant, Set<Scope> scopes) {}

    TicketContent {
        rights = Map.copyOf(rights);
    }

    byte[] encode() {
        ObjectNode node = JSON.createObjectNode();
        node.put("nonce", nonce);
        node.put("expires", expiresAt.toEpochMilli());
        if (rightsEnd != null) {
            node.put("ends", millis(rightsEnd));
        }
        switch (origin) {
            case Origin.Key(KeyHash hash) -> node.put("key", hash.hex());
            case Origin.User(String issuer, String subject) ->
                node.put("issuer", issuer).put("subject", subject);
            case Origin.Anonymous() -> throw new IllegalArgumentException("no ticket without a credential");
        }
        rights.forEach((realm, right) -> {
            ObjectNode part = node.putObject(realm.name());
            part.put("tenant", right.tenant().id());
            right.scopes().forEach(scope -> part.withArray("scopes").add(scope.text()));
        });
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JacksonException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A key of the topic may end in the year 999,999,999, which is told as the last moment that can be.
    private static long millis(Instant instant) {
        return instant.isAfter(LAST) ? LAST.toEpochMilli() : instant.toEpochMilli();
    }

    /// Reads what [#encode] wrote.
    ///
    /// @throws IllegalArgumentException when something else wrote it: the secret seals anything
    static TicketContent decode(byte[] bytes) {
        JsonNode node;
        try {
            node = JSON.readTree(bytes);
        } catch (IOException e) {
            throw new IllegalArgumentException("signed, but not a ticket's content");
        }
        Origin origin = node.has("key")
                ? new Origin.Key(new KeyHash(node.path("key").asText()))
                : new Origin.User(
                        node.path("issuer").asText(), node.path("subject").asText());
        Map<Realm, Right> rights = new EnumMap<>(Realm.class);
        for (Realm realm : Realm.values()) {
            JsonNode part = node.path(realm.name());
            if (part.isObject()) {
                Set<Scope> scopes = EnumSet.noneOf(Scope.class);
                part.path("scopes").forEach(name -> Scope.of(name.asText()).ifPresent(scopes::add));
                rights.put(realm, new Right(new Tenant(part.path("tenant").asText()), scopes));
            }
        }
        JsonNode ends = node.path("ends");
        return new TicketContent(
                node.path("nonce").asText(),
                Instant.ofEpochMilli(node.path("expires").asLong()),
                origin,
                rights,
                ends.isNumber() ? Instant.ofEpochMilli(ends.asLong()) : null);
    }
}
