package io.dealstream.hub;

import java.util.concurrent.Executor;

/// The one thread on which a reader lives: an event loop. Everything that touches a subscription happens there, so a
/// subscription needs no locks, and one task brings an event to all readers of a lane.
///
/// Lanes are compared by identity: hand out one instance per thread. Tasks run in the order in which they were given.
public interface Lane extends Executor {

    /// Whether the calling thread is this lane's.
    boolean isCurrent();
}
