package io.dealstream.access;

/// Why a stream that was rightly opened must end.
public enum LeaseEnd {
    /// The key was revoked or deleted, or no longer grants what the stream shows.
    REVOKED,
    /// The key or token has reached its end.
    EXPIRED
}
