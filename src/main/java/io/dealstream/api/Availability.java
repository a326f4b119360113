package io.dealstream.api;

import io.dealstream.api.Refusal.Kind;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Tells whether this replica serves requests now. Thread-safe.
@Singleton
public final class Availability {

    private static final Duration NOT_READY_FOR = Duration.ofSeconds(2);

    private final OpenStreams streams;
    private final Readiness readiness;

    Availability(OpenStreams streams, Readiness readiness) {
        this.streams = streams;
        this.readiness = readiness;
    }

    /// Lets a request pass if the replica serves now.
    ///
    /// @throws Refusal while the replica starts or shuts down
    public void require() {
        if (streams.isDraining()) {
            throw goingDown();
        }
        if (!readiness.isReady()) {
            throw Refusal.later(Kind.NOT_READY, "The service is still starting", NOT_READY_FOR);
        }
    }

    /// The refusal while the replica shuts down.
    static Refusal goingDown() {
        return Refusal.later(Kind.NOT_READY, "This replica is shutting down", NOT_READY_FOR);
    }
}
