package io.dealstream.hub;

import io.dealstream.event.StreamState;
import io.dealstream.event.Subject;
import java.util.Optional;
import java.util.function.BiFunction;

/// What is known of the members of a set, all at one moment. To be looked at where it is given, and not kept.
///
/// @param id from where a stream of the set continues exactly there
/// @param members the members
public record SetView(String id, Members members) {

    /// Reads one member at a time.
    public interface Members {

        /// Reads the state of a member together with the id from which a stream of its own continues.
        ///
        /// @return empty where nothing was ever heard of it
        <T> Optional<T> read(Subject member, BiFunction<StreamState, String, T> reader);
    }
}
