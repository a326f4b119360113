package io.dealstream.hub;

/// The answer to a reader that wants a stream.
public sealed interface Opening {

    /// There is a stream to follow.
    record Open(Subscription subscription) implements Opening {}

    /// The stream is complete and the reader has seen all of it: nothing will ever come.
    record Over() implements Opening {}

    /// Nothing was ever heard of the stream, and as many such streams are waited for as may be; or the sets that are
    /// read
    /// have as many members as they may. Holds for now only.
    record Full() implements Opening {}
}
