package io.dealstream.access;

import io.dealstream.event.Tenant;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Key records for tests.
final class Keys {

    private Keys() {}

    static KeyRecord active(String secret, Scope... scopes) {
        return new KeyRecord(
                KeyHash.of(secret),
                new Tenant("acme"),
                "dashboard",
                Set.of(scopes),
                null,
                null,
                Rights.ALL,
                KeyRecord.Status.ACTIVE);
    }

    static KeyRecord expiring(KeyRecord key, @Nullable Instant expiresAt) {
        return new KeyRecord(
                key.hash(),
                key.tenant(),
                key.name(),
                key.scopes(),
                key.maxStreams(),
                expiresAt,
                key.rights(),
                key.status());
    }

    static KeyRecord allowing(KeyRecord key, int maxStreams) {
        return new KeyRecord(
                key.hash(),
                key.tenant(),
                key.name(),
                key.scopes(),
                maxStreams,
                key.expiresAt(),
                key.rights(),
                key.status());
    }

    static KeyRecord scoped(KeyRecord key, Scope... scopes) {
        return new KeyRecord(
                key.hash(),
                key.tenant(),
                key.name(),
                Set.of(scopes),
                key.maxStreams(),
                key.expiresAt(),
                key.rights(),
                key.status());
    }

    static KeyRecord of(KeyRecord key, String tenant) {
        return new KeyRecord(
                key.hash(),
                new Tenant(tenant),
                key.name(),
                key.scopes(),
                key.maxStreams(),
                key.expiresAt(),
                key.rights(),
                key.status());
    }
}
