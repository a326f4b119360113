package io.dealstream.access;

import io.dealstream.event.Tenant;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What is known of one API key (kafka.md, "API keys").
///
/// @param name what its owner calls it
/// @param maxStreams how many streams may be open with it at once; null: as many as the configuration says
/// @param expiresAt from when on it is void; null: never
/// @param rights how much less it may read than its scopes say
record KeyRecord(
        KeyHash hash,
        Tenant tenant,
        String name,
        Set<Scope> scopes,
        @Nullable Integer maxStreams,
        @Nullable Instant expiresAt,
        Rights rights,
        Status status) {

    private static final Logger LOG = Logger.getLogger(KeyRecord.class);

    /// How many digits of its hash name a key in the log.
    private static final int SHOWN = 8;

    enum Status {
        ACTIVE,
        REVOKED,
        /// What its record says of its rights cannot be read, so it has none. No record says so itself.
        VOID;

        /// As it stands on the topic.
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    KeyRecord {
        scopes = Set.copyOf(scopes);
    }

    boolean isVoid() {
        return status == Status.VOID;
    }

    /// Says so to whoever runs the service, without what the record holds.
    void logVoid() {
        LOG.warnf(
                "The API key with the hash %s... is void: its rights cannot be read",
                hash.hex().substring(0, SHOWN));
    }

    /// Why the key does not hold at `now`; empty if it does.
    Optional<Admission.Reason> objection(Instant now) {
        if (status == Status.REVOKED) {
            return Optional.of(Admission.Reason.KEY_REVOKED);
        }
        if (isVoid()) {
            return Optional.of(Admission.Reason.KEY_VOID);
        }
        if (expiresAt != null && !now.isBefore(expiresAt)) {
            return Optional.of(Admission.Reason.KEY_EXPIRED);
        }
        return Optional.empty();
    }

    KeyRecord narrowed(Rights others) {
        return new KeyRecord(hash, tenant, name, scopes, maxStreams, expiresAt, others, status);
    }

    /// The same key, of whose rights nothing is known.
    KeyRecord voided() {
        return new KeyRecord(hash, tenant, name, Set.of(), maxStreams, expiresAt, rights, Status.VOID);
    }

    KeyRecord revoked() {
        return new KeyRecord(hash, tenant, name, scopes, maxStreams, expiresAt, rights, Status.REVOKED);
    }

    Caller caller() {
        return new Caller(tenant, name, scopes, maxStreams, expiresAt, rights, new Origin.Key(hash));
    }
}
