package io.dealstream.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An open stream, as operators see it. Holds no secret. Source: cluster.md, "Operations".
///
/// @param id the stream's id on this replica, while the stream is open
/// @param endpoint the endpoint's name, as in metrics
/// @param tenant the id of the stream's tenant
/// @param subject the subject's id; empty: the whole organisation, account or workspace
/// @param caller the name of the key, or the token's subject
/// @param user the user that the credential's rights name; null where they name none
/// @param since when the stream was opened
/// @param lastId the id of the last event that the reader was given; null while an event is on its way
/// @param queuedBytes how many bytes wait for the reader
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
