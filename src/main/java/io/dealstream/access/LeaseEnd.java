package io.dealstream.access;

/// Why a lease ends, and its stream with it.
public enum LeaseEnd {
    /// The key was revoked or deleted, or no longer grants what the stream shows.
    REVOKED,
    /// The key or token has expired.
    EXPIRED
}
