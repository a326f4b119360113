package io.dealstream.access;

/// Whose data a stream shows, and with that which claim of a JWT names the tenant. API keys name their tenant
/// themselves, so for them it makes no difference.
public enum Realm {
    /// Deals, batches, cases, file updates: the organisation that the caller belongs to (`org_id`).
    ORGANISATION,
    /// The account stream: the caller in person (`sub`). A JWT needs no scope there.
    USER
}
