package io.dealstream.access;

import io.dealstream.event.Tenant;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An API key that is to be made.
///
/// @param name what its owner calls it
/// @param maxStreams how many streams may be open with it at once; null: as many as the configuration says
/// @param expiresAt from when on it is void; null: never
/// @param rights how much less it may read than its scopes say
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
