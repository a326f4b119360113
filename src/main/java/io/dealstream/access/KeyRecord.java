package io.dealstream.access;

import io.dealstream.event.Tenant;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One API key (kafka.md, "API keys").
///
/// @param name the owner's name for the key
/// @param maxStreams how many streams may be open with it at once, at least 0; null: the configured number
/// @param expiresAt when it expires; null: never
/// @param rights what takes away from the scopes
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

    /// How many digits of its hash stand for a key in the log.
    private static final int SHOWN = 8;

    enum Status {
        ACTIVE,
        REVOKED,
        /// The record's rights cannot be read, so the key grants nothing. No record has this status itself.
        VOID;

        /// The status on the topic.
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

    /// Logs that the key is void, without the record's content.
    void logVoid() {
        LOG.warnf(
                "The API key with the hash %s... is void: its rights cannot be read",
                hash.hex().substring(0, SHOWN));
    }

    /// Why the key is not valid at `now`; empty where it is.
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

    /// The same key with the status [Status#VOID].
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
