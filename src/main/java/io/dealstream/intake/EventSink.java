package io.dealstream.intake;

import io.dealstream.event.Event;
import io.dealstream.event.Facts;
import io.dealstream.event.Position;

/// What the intake feeds, all from its own thread: the hub, or a test's list.
interface EventSink {

    /// Nothing of a partition is known up to and including `floor`.
    ///
    /// @param floor its watermark is the greatest that an earlier record can have
    void begins(Position floor);

    /// The next event.
    void publish(Event event, Facts facts);

    /// The end of a batch.
    ///
    /// @param epochMillis every record with an earlier watermark has been taken in, in every partition
    void horizon(long epochMillis);

    /// About once a second, whatever Kafka is doing.
    void tick();

    /// About once a minute.
    void sweep();
}
