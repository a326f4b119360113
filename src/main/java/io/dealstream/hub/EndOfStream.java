package io.dealstream.hub;

/// Why a stream was ended by the service. The closed list of the contract (streams.md, "Ending"): it is the
/// client's last frame and the tag of the metric.
public enum EndOfStream {
    /// The stream is complete: the deal, batch or case is settled.
    COMPLETED("completed"),
    /// No event for too long.
    IDLE("idle"),
    /// The reader fell further behind than its queue holds.
    SLOW_CONSUMER("slow_consumer"),
    /// The credential was withdrawn.
    REVOKED("revoked"),
    /// The credential ran out.
    EXPIRED("expired"),
    /// This replica is going down.
    SHUTTING_DOWN("shutting_down"),
    /// The stream was open as long as a stream may be.
    MAX_AGE("max_age"),
    /// Another replica has fewer streams.
    REBALANCED("rebalanced");

    private final String code;

    EndOfStream(String code) {
        this.code = code;
    }

    /// The reason as it stands in frames and metrics.
    public String code() {
        return code;
    }
}
