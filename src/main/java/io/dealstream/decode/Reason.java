package io.dealstream.decode;

import java.util.Locale;

/// Why a record is not an event. Dead letters and metrics hold the code, so a code never changes once it is
/// released. Source: kafka.md, "Dead letters".
public enum Reason {
    /// The record names no tenant.
    NO_TENANT,
    /// The tenant breaks the rule for its characters or length, or the record names two tenants.
    BAD_TENANT,
    /// The record has no value.
    TOMBSTONE,
    /// The value is larger than allowed.
    TOO_LARGE,
    /// The value is not strictly JSON in UTF-8, or its nesting, names or numbers exceed a limit.
    NOT_JSON,
    /// The value is JSON, but no object.
    NOT_AN_OBJECT,
    /// An attribute that CloudEvents requires is missing.
    MISSING_ATTRIBUTE,
    /// One of its attributes is malformed.
    BAD_ATTRIBUTE,
    /// The catalogue has no such type.
    UNKNOWN_TYPE,
    /// A field that the type requires is missing.
    MISSING_FIELD,
    /// The value of a field breaks a rule of the type.
    INVALID_FIELD,
    /// Decoding failed unexpectedly.
    UNREADABLE;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /// The code in dead letters and metrics, for example `no-tenant`.
    public String code() {
        return code;
    }
}
