package io.dealstream.api.operations;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Open streams of one replica.
///
/// @param open how many there are
/// @param streams those that were asked for
@RegisterForReflection
record StreamList(int open, List<Item> streams) {

    /// One of them.
    ///
    /// @param subject its id; empty: the whole organisation, account or workspace
    /// @param user who it is for; null where the credential does not say
    /// @param lastId the id of the last that its reader was handed; null while something is on its way
    /// @param queuedBytes what waits for the reader
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
