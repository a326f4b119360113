package io.dealstream.api;

import io.dealstream.access.Scope;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// One kind of stream that the service offers.
///
/// @param name the name in metrics and logs, for example `deals`
/// @param dialect the form of its frames
/// @param scope the scope that a caller needs
/// @param heartbeat how long a stream may be silent before it gets a heartbeat
/// @param idle how long a stream may be without an event before it is closed; null: for ever
/// @param perCaller how many of its streams one caller may have open, besides the caller's own limit; empty:
///     any number
public record Endpoint(
        String name,
        Dialect dialect,
        Scope scope,
        Duration heartbeat,
        @Nullable Duration idle,
        OptionalInt perCaller) {}
