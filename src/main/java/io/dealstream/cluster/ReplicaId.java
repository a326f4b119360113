package io.dealstream.cluster;

/// Tells this process from all others, and from itself before a restart.
///
/// @param text a random UUID
public record ReplicaId(String text) {}
