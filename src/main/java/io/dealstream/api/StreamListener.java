package io.dealstream.api;

import io.dealstream.hub.EndOfStream;
import org.jspecify.annotations.Nullable;

/// Hears of the streams that are open, for metrics.
public interface StreamListener {

    /// A stream was opened.
    void opened(String endpoint);

    /// A stream is over.
    ///
    /// @param reason null when its client went away
    void closed(String endpoint, @Nullable EndOfStream reason);

    /// A request was not served.
    void refused(Refusal.Kind kind);
}
