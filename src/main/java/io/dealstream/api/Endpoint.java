package io.dealstream.api;

import io.dealstream.access.Scope;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// One kind of stream that the service offers.
///
/// @param name for metrics and logs, for example `deals`
/// @param dialect how its frames look
/// @param scope what a caller needs to read it
/// @param heartbeat how long a stream may be silent before it is kept awake
/// @param idle how long a stream may be without an event before it is closed; null: for ever
/// @param perCaller how many streams of it one caller may hold open, whatever else they may
public record Endpoint(
        String name,
        Dialect dialect,
        Scope scope,
        Duration heartbeat,
        @Nullable Duration idle,
        OptionalInt perCaller) {}
