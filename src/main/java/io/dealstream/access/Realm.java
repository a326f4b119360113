package io.dealstream.access;

/// The kind of tenant whose data a stream shows. It decides which claim of a JWT names the tenant. API keys
/// name their tenant themselves, so the realm does not matter for them.
public enum Realm {
    /// For deals, batches, cases and file updates: the organisation that the caller belongs to (`org_id`).
    ORGANISATION,
    /// For account events: the caller in person (`sub`). A JWT needs no scope there.
    USER
}
