package io.dealstream.access;

import io.dealstream.event.Tenant;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The data of a new API key (kafka.md, "API keys").
///
/// @param tenant the tenant whose data it may read
/// @param name the owner's name for the key
/// @param scopes what it may read
/// @param maxStreams how many streams may be open with it at once, at least 0; null: the configured number
/// @param expiresAt when it expires; null: never
/// @param rights what takes away from the scopes
public record NewKey(
        Tenant tenant,
        String name,
        Set<Scope> scopes,
        @Nullable Integer maxStreams,
        @Nullable Instant expiresAt,
        Rights rights) {

    public NewKey {
        scopes = Set.copyOf(scopes);
    }

    KeyRecord record(KeyHash hash) {
        return new KeyRecord(hash, tenant, name, scopes, maxStreams, expiresAt, rights, KeyRecord.Status.ACTIVE);
    }
}
