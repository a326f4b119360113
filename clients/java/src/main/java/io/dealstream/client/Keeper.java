package io.dealstream.client;

import java.util.Optional;

/// Keeps the id to go on from over restarts of the program: in a file, a table, wherever the program keeps things.
public interface Keeper {

    /// Empty where nothing was stored yet.
    Optional<String> load();

    /// All up to this event has been dealt with.
    void store(String id);
}
