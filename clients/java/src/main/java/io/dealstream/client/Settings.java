package io.dealstream.client;

import java.time.Duration;
import java.util.function.BiConsumer;

/// How a client behaves when things go wrong.
///
/// @param base and `longest`: the waits after failures double from one to the other
/// @param heartbeat how far apart the service's heartbeats are; null where it is set up as usual
/// @param failures how many streams in a row may fail before the poll twin takes over
/// @param retryStream how long to poll before a stream is tried again; each further try takes twice as long, up
///     to ten times
/// @param onError told of each failure that a stream gets over, and of the wait before the next try
record Settings(
        Duration base,
        Duration longest,
        Duration heartbeat,
        int failures,
        Duration retryStream,
        BiConsumer<Refusal, Duration> onError) {}
