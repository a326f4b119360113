package io.dealstream.intake;

import io.dealstream.event.Event;
import io.dealstream.event.Facts;
import io.dealstream.event.Position;

/// What the intake feeds, from its own thread but for what is read behind: the hub, or a test's list.
interface EventSink {

    /// Nothing of a partition is known up to and including `floor`.
    ///
    /// @param floor its watermark is the greatest that an earlier record can have
    void begins(Position floor);

    /// The next event.
    void publish(Event event, Facts facts);

    /// There are events before the places where partitions begin, see [Earlier]. Comes once, and before the first such
    /// partition begins.
    ///
    /// @param since epoch ms: what is older does not count
    void awaitEarlier(long since);

    /// What counts of a partition begins behind `floor`, and what lies between there and its other floor will come by
    /// [#earlier]. Comes before [#begins] of the same partition.
    ///
    /// @param floor its watermark is the greatest that an earlier record can have
    void beginsEarlier(Position floor);

    /// The next event of those that lie before the place where its partition began. Another thread's than the intake's.
    void earlier(Event event, Facts facts);

    /// All of them have come, if [#awaitEarlier] ever did. From the same thread.
    void earlierDone();

    /// The end of a batch.
    ///
    /// @param epochMillis every record with an earlier watermark has been taken in, in every partition
    void horizon(long epochMillis);

    /// The end of a batch, too.
    ///
    /// @param epochMillis what Kafka took before this moment has been taken in, in every partition, whatever its
    ///     timestamp
    void completeAsOf(long epochMillis);

    /// About once a second, whatever Kafka is doing.
    void tick();

    /// About once a minute.
    void sweep();
}
