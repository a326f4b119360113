package io.dealstream.api;

import io.dealstream.hub.EndOfStream;
import org.jspecify.annotations.Nullable;

/// Is told of open streams and refusals, for metrics. Implementations only count; calls come from any thread.
public interface StreamListener {

    /// A stream was opened.
    ///
    /// @param endpoint the endpoint's name
    void opened(String endpoint);

    /// A stream has ended.
    ///
    /// @param endpoint the endpoint's name
    /// @param reason why; null when the client closed the connection
    void closed(String endpoint, @Nullable EndOfStream reason);

    /// A request was refused.
    void refused(Refusal.Kind kind);
}
