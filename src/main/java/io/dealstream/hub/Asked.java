package io.dealstream.hub;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What becomes of a question for the state of a stream.
sealed interface Asked<T> {

    /// The state is known: what was made of it, or nothing where nothing was ever heard of the stream.
    record Known<T>(Optional<T> found) implements Asked<T> {}

    /// The state has to be found out first; who asks will be told.
    ///
    /// @param begun what finds it out, if nothing does so yet: to be started
    record Waiting<T>(@Nullable Refold begun) implements Asked<T> {}

    /// Too many streams are waited for.
    record TooMany<T>() implements Asked<T> {}
}
