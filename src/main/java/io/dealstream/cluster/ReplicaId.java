package io.dealstream.cluster;

/// The id of a process; after a restart it is another one.
///
/// @param text a random UUID
public record ReplicaId(String text) {}
