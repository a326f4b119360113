package io.dealstream.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.dealstream.hub.EndOfStream;
import io.dealstream.hub.ResetReason;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer to a poll in the form that most dialects share (streams.md, "Poll twin"). `reset` and `ended` are
/// left out where they are null.
///
/// @param events the events, in the stream's order
/// @param lastEventId the id to go on from; null where the client sent none and none is known yet
/// @param hasMore whether there were more events than the limit allowed
/// @param reset why the past is lost: `expired`, `unknown` or `recreated`; the client should read the snapshot
/// @param ended the code of why nothing more will come
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PollBody(
        List<Item> events,

        @JsonProperty("last_event_id") @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
        String lastEventId,

        @JsonProperty("has_more") boolean hasMore,
        @Nullable String reset,
        @Nullable String ended) {

    /// One event.
    ///
    /// @param id the id to resume from
    /// @param type the type's name
    /// @param data the event's JSON
    /// @param time when it happened, ISO 8601
    @RegisterForReflection
    public record Item(String id, String type, @JsonRawValue String data, String time) {}

    /// Puts an answer into this form.
    public static PollBody of(PollAnswer answer) {
        List<Item> items = answer.events().stream()
                .map(message -> new Item(
                        message.id(),
                        message.event().type().name(),
                        new String(message.event().value(), StandardCharsets.UTF_8),
                        Instant.ofEpochMilli(message.event().time()).toString()))
                .toList();
        ResetReason reset = answer.reset();
        EndOfStream ended = answer.ended();
        return new PollBody(
                items,
                answer.lastEventId(),
                answer.hasMore(),
                reset == null ? null : reset.code(),
                ended == null ? null : ended.code());
    }
}
