package io.dealstream.ledger;

import io.dealstream.access.Origin;
import io.dealstream.event.EventFilter;
import io.dealstream.event.StreamKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// To whom something is shown, and what of which stream they may see. Holds no secret.
///
/// @param way how
/// @param origin the credential that the rights come from: a key by its hash, a token by its subject. A ticket's is the
///     credential that asked for it
/// @param user who it is for, by the credential's rights
/// @param endpoint as in metrics
/// @param stream what it is about
/// @param filter what the request leaves of it
/// @param document of the events of deals, the rights leave those of this document and those that concern the whole
///     deal; null: all
/// @param view by whose view it is shown
/// @param viewTypes the types that the view shows, or how their names begin; null: all
public record Showing(
        Way way,
        Origin origin,
        @Nullable String user,
        String endpoint,
        StreamKey stream,
        EventFilter filter,
        @Nullable String document,
        @Nullable String view,
        @Nullable List<String> viewTypes) {

    /// The ways to be shown something.
    public enum Way {
        STREAM,
        POLL,
        SNAPSHOT
    }

    public Showing {
        viewTypes = viewTypes == null ? null : List.copyOf(viewTypes);
    }
}
