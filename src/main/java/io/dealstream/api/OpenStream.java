package io.dealstream.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An open stream, as operators see it. Holds no secret.
///
/// @param id of this replica's own, for as long as the stream is open
/// @param endpoint where it was opened, as in metrics
/// @param subject its id; empty: the whole organisation, account or workspace
/// @param caller the name of the key, or the token's subject
/// @param user who it is for, by the credential's rights
/// @param since when it was opened
/// @param lastId the id of the last that its reader was handed; null while something is on its way
/// @param queuedBytes what waits for the reader
public record OpenStream(
        String id,
        String endpoint,
        String tenant,
        String subject,
        String caller,
        @Nullable String user,
        Instant since,
        @Nullable String lastId,
        long queuedBytes) {}
