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

/// The answer to a poll in the form that most dialects share (streams.md, "Poll twin"). A lost past shows in `reset`,
/// the end of the stream in `ended`; both are left out otherwise.
///
/// @param lastEventId where to go on; null where the client sent no id and nothing is known yet
/// @param hasMore whether more was there than the limit let through
/// @param reset `expired`, `unknown` or `recreated`: what was missed cannot be told; read the snapshot
/// @param ended why nothing more will come
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
    /// @param data its value as produced
    /// @param time when it happened, ISO 8601
    @RegisterForReflection
    public record Item(String id, String type, @JsonRawValue String data, String time) {}

    /// An answer in this form.
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
