package io.dealstream.access;

import io.dealstream.event.Tenant;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known of one API key (kafka.md, "API keys").
///
/// @param name what its owner calls it
/// @param maxStreams how many streams may be open with it at once; null: as many as the configuration says
/// @param expiresAt from when on it is void; null: never
record KeyRecord(
        KeyHash hash,
        Tenant tenant,
        String name,
        Set<Scope> scopes,
        @Nullable Integer maxStreams,
        @Nullable Instant expiresAt,
        Status status) {

    enum Status {
        ACTIVE,
        REVOKED;

        /// As it stands on the topic.
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    KeyRecord {
        scopes = Set.copyOf(scopes);
    }

    /// Why the key does not hold at `now`; empty if it does.
    Optional<Admission.Reason> objection(Instant now) {
        if (status == Status.REVOKED) {
            return Optional.of(Admission.Reason.KEY_REVOKED);
        }
        if (expiresAt != null && !now.isBefore(expiresAt)) {
            return Optional.of(Admission.Reason.KEY_EXPIRED);
        }
        return Optional.empty();
    }

    KeyRecord revoked() {
        return new KeyRecord(hash, tenant, name, scopes, maxStreams, expiresAt, Status.REVOKED);
    }

    Caller caller() {
        return new Caller(tenant, name, scopes, maxStreams, expiresAt, new Origin.Key(hash));
    }
}
