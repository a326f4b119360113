package io.dealstream.hub;

/// The answer to a reader that wants a stream.
public sealed interface Opening {

    /// There is a stream to follow.
    record Open(Subscription subscription) implements Opening {}

    /// The stream is complete and the reader has seen all of it: nothing will ever come.
    record Over() implements Opening {}

    /// There are too many already: of streams that nothing was ever heard of, or of members of the sets that are read.
    /// Holds for now only.
    record Full() implements Opening {}
}
