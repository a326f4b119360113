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

/// The signed content of a ticket.
///
/// @param nonce a text that no other ticket has
/// @param expiresAt until when the ticket may be used
/// @param origin the credential that asked for it
/// @param grants what the origin grants in each realm in which it names a tenant
/// @param rights the ticket's rights
/// @param grantsEnd when the origin expires; null: never
record TicketContent(
        String nonce,
        Instant expiresAt,
        Origin origin,
        Map<Realm, Grant> grants,
        Rights rights,
        @Nullable Instant grantsEnd) {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

    /// The name of the grants in a ticket with narrowed rights: a replica of an older version, which knows no
    /// rights, finds no grants then.
    private static final String NARROWED = "narrowed";

    record Grant(Tenant tenant, Set<Scope> scopes) {}

    TicketContent {
        grants = Map.copyOf(grants);
    }

    byte[] encode() {
        ObjectNode node = JSON.createObjectNode();
        node.put("nonce", nonce);
        node.put("expires", expiresAt.toEpochMilli());
        if (grantsEnd != null) {
            node.put("ends", millis(grantsEnd));
        }
        switch (origin) {
            case Origin.Key(KeyHash hash) -> node.put("key", hash.hex());
            case Origin.User(String issuer, String subject) ->
                node.put("issuer", issuer).put("subject", subject);
            case Origin.Anonymous() -> throw new IllegalArgumentException("no ticket without a credential");
        }
        ObjectNode granted = node;
        if (!rights.equals(Rights.ALL)) {
            granted = node.putObject(NARROWED);
            granted.set("rights", RightsJson.write(rights));
        }
        for (Map.Entry<Realm, Grant> grant : grants.entrySet()) {
            ObjectNode part = granted.putObject(grant.getKey().name());
            part.put("tenant", grant.getValue().tenant().id());
            grant.getValue().scopes().forEach(scope -> part.withArray("scopes").add(scope.text()));
        }
        try {
            return Packing.pack(JSON.writeValueAsBytes(node));
        } catch (JacksonException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A moment as epoch ms. A key of the topic may expire in the year 999,999,999, which is written as the
    /// last possible moment.
    private static long millis(Instant instant) {
        return instant.isAfter(LAST) ? LAST.toEpochMilli() : instant.toEpochMilli();
    }

    /// Reads what [#encode] wrote.
    ///
    /// @throws IllegalArgumentException when the bytes have another form: the same secret signs other things, too
    static TicketContent decode(byte[] bytes) {
        JsonNode node;
        try {
            node = JSON.readTree(Packing.unpack(bytes));
        } catch (IOException e) {
            throw new IllegalArgumentException("signed, but not a ticket's content");
        }
        Origin origin = node.has("key")
                ? new Origin.Key(new KeyHash(node.path("key").asText()))
                : new Origin.User(
                        node.path("issuer").asText(), node.path("subject").asText());
        JsonNode granted = node.has(NARROWED) ? node.path(NARROWED) : node;
        Map<Realm, Grant> grants = new EnumMap<>(Realm.class);
        for (Realm realm : Realm.values()) {
            JsonNode part = granted.path(realm.name());
            if (part.isObject()) {
                Set<Scope> scopes = EnumSet.noneOf(Scope.class);
                part.path("scopes").forEach(name -> Scope.of(name.asText()).ifPresent(scopes::add));
                grants.put(realm, new Grant(new Tenant(part.path("tenant").asText()), scopes));
            }
        }
        JsonNode ends = node.path("ends");
        return new TicketContent(
                node.path("nonce").asText(),
                Instant.ofEpochMilli(node.path("expires").asLong()),
                origin,
                grants,
                node.has(NARROWED) ? rights(granted.path("rights")) : Rights.ALL,
                ends.isNumber() ? Instant.ofEpochMilli(ends.asLong()) : null);
    }

    private static Rights rights(JsonNode node) {
        try {
            return RightsJson.read(node);
        } catch (RightsJson.MalformedException e) {
            throw new IllegalArgumentException("signed, but not a ticket's rights");
        }
    }
}
