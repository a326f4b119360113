package io.dealstream.api;

import io.dealstream.hub.Delivery;
import io.dealstream.hub.EndOfStream;
import io.dealstream.hub.ResetReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a poll found.
///
/// @param events the events, in the stream's order
/// @param lastEventId where to go on; null where the client sent none and nothing is known yet
/// @param hasMore whether more was there than the limit let through
/// @param reset why the client's past is lost, where it is
/// @param ended why nothing more will come, where nothing will
public record PollAnswer(
        List<Delivery.Message> events,
        @Nullable String lastEventId,
        boolean hasMore,
        @Nullable ResetReason reset,
        @Nullable EndOfStream ended) {}
