package io.dealstream.hub;

/// Why a stream cannot go on where its client asked (streams.md, "Ids and resume").
public enum ResetReason {
    /// Kafka has deleted records that the client may not have seen.
    EXPIRED("expired"),
    /// Not an id that was given out for this stream, or one from the future.
    UNKNOWN("unknown"),
    /// A topic that the id speaks of was deleted and made again.
    RECREATED("recreated");

    private final String code;

    ResetReason(String code) {
        this.code = code;
    }

    /// The reason as it stands in the `stream.reset` event.
    public String code() {
        return code;
    }
}
