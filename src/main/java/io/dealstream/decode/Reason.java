package io.dealstream.decode;

import java.util.Locale;

/// Why a record is not an event. The code stands in dead letters and metrics, so it never changes once
/// released.
public enum Reason {
    /// Nothing says whose it is.
    NO_TENANT,
    /// What should name the tenant breaks the rule for its characters or length, or two places name two
    /// tenants.
    BAD_TENANT,
    /// It has no value.
    TOMBSTONE,
    /// Its value is larger than allowed.
    TOO_LARGE,
    /// Its value is not strictly JSON in UTF-8, or is nested deeper or holds longer numbers than is read.
    NOT_JSON,
    /// Its value is JSON, but no object.
    NOT_AN_OBJECT,
    /// It lacks an attribute that CloudEvents requires.
    MISSING_ATTRIBUTE,
    /// One of its attributes is malformed.
    BAD_ATTRIBUTE,
    /// The catalogue has no such type.
    UNKNOWN_TYPE,
    /// It lacks a field that its type requires.
    MISSING_FIELD,
    /// A field of it is not what its type demands.
    INVALID_FIELD,
    /// Reading it failed in a way that nobody foresaw.
    UNREADABLE;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /// The name for machines, for example `no-tenant`.
    public String code() {
        return code;
    }
}
