package io.dealstream.access;

import io.dealstream.event.Tenant;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is asking, once they have proved it. Holds no secret.
///
/// @param tenant the only tenant whose data they see
/// @param name for logs: the key's name, or the token's subject
/// @param scopes what they may read
/// @param maxStreams how many streams they may hold open at once; null: as many as the configuration says
/// @param expiresAt when their rights end; null: never
/// @param rights how much less they may read than their scopes say
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

    /// Someone who showed no credential, where a stream is open to all. They are not counted against each other.
    public static Caller anonymous(Tenant tenant, Set<Scope> scopes) {
        return new Caller(tenant, "anonymous", scopes, Integer.MAX_VALUE, null, Rights.ALL, new Origin.Anonymous());
    }

    /// Whether they may read what `scope` covers. What of it is left to them is a question to [#rights].
    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }
}
