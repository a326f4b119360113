package io.dealstream.access;

import io.dealstream.event.Tenant;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An authenticated caller. Holds no secret. Immutable.
///
/// @param tenant the only tenant whose data the caller may see
/// @param name the name in logs: the key's name, or the token's subject
/// @param scopes what the caller may read
/// @param maxStreams how many streams the caller may have open at once, at least 0; null: the configured number
/// @param expiresAt when the credential expires; null: never
/// @param rights what takes away from the scopes
/// @param origin where the rights come from
public record Caller(
        Tenant tenant,
        String name,
        Set<Scope> scopes,
        @Nullable Integer maxStreams,
        @Nullable Instant expiresAt,
        Rights rights,
        Origin origin) {

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /// A caller without a credential, where a stream is open to all. Such callers have no common limit.
    public static Caller anonymous(Tenant tenant, Set<Scope> scopes) {
        return new Caller(tenant, "anonymous", scopes, Integer.MAX_VALUE, null, Rights.ALL, new Origin.Anonymous());
    }

    /// Whether the caller has a scope. [#rights] may take away from what it covers.
    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }
}
