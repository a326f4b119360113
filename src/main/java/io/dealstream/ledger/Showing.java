package io.dealstream.ledger;

import io.dealstream.access.Origin;
import io.dealstream.event.EventFilter;
import io.dealstream.event.StreamKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who is shown something, and what they may see of which stream. Holds no secret. Immutable.
///
/// @param way how it is shown
/// @param origin the credential that the rights come from: a key by its hash, a token by its subject. For a
///     ticket it is the credential that asked for it.
/// @param user the user in the credential's rights; null where they name none
/// @param endpoint the endpoint's name, as in metrics
/// @param stream the stream's name
/// @param filter the filter of the request
/// @param document the only document of deals in the rights: its events are shown, and those of the whole deal;
///     null: all
/// @param view the name of the view; null: none
/// @param viewTypes the types that the view shows, by name or by the beginning of the name; null: all
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

    /// The ways in which something is shown.
    public enum Way {
        STREAM,
        POLL,
        SNAPSHOT
    }

    public Showing {
        viewTypes = viewTypes == null ? null : List.copyOf(viewTypes);
    }
}
