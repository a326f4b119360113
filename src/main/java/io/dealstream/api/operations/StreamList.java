package io.dealstream.api.operations;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Open streams of one replica.
///
/// @param open how many streams are open
/// @param streams the streams that were found
@RegisterForReflection
record StreamList(int open, List<Item> streams) {

    /// One open stream.
    ///
    /// @param subject the subject's id; empty: the whole organisation, account or workspace
    /// @param user the user that the credential names; null where it names none
    /// @param lastId the id of the last event that the reader was given; null while an event is on its way
    /// @param queuedBytes how many bytes wait for the reader
    @RegisterForReflection
    record Item(
            String id,
            String endpoint,
            String tenant,
            String subject,
            String caller,
            @Nullable String user,
            Instant since,
            @JsonProperty("last_id") @Nullable String lastId,
            @JsonProperty("queued_bytes") long queuedBytes) {}
}
