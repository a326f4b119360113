package io.dealstream.api;

import io.dealstream.hub.Delivery;
import io.dealstream.hub.EndOfStream;
import io.dealstream.hub.ResetReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The result of a poll.
///
/// @param events the events, in the stream's order
/// @param lastEventId the id to go on from; null where the client sent none and none is known yet
/// @param hasMore whether there were more events than the limit allowed
/// @param reset why the client's past is lost; null where it is not
/// @param ended why nothing more will come; null where more may come
public record PollAnswer(
        List<Delivery.Message> events,
        @Nullable String lastEventId,
        boolean hasMore,
        @Nullable ResetReason reset,
        @Nullable EndOfStream ended) {}
