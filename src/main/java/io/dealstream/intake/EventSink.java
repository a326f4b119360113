package io.dealstream.intake;

import io.dealstream.event.Event;
import io.dealstream.event.Facts;
import io.dealstream.event.Position;

/// Takes the events from the intake: the hub, or a test's list. Calls come from the intake's thread, unless a
/// method says otherwise.
interface EventSink {

    /// A partition begins: nothing is known of it up to and including `floor`.
    ///
    /// @param floor its watermark is the greatest that an earlier record can have
    void begins(Position floor);

    /// The next event.
    void publish(Event event, Facts facts);

    /// There are events before the places where partitions begin, see [Earlier]. Called at most once, before
    /// the first such partition begins.
    ///
    /// @param since epoch ms: older events do not count
    void awaitEarlier(long since);

    /// The events of a partition that count begin behind `floor`. Those between there and the floor of
    /// [#begins] will come by [#earlier]. Called before [#begins] of the same partition.
    ///
    /// @param floor its watermark is the greatest that an earlier record can have
    void beginsEarlier(Position floor);

    /// The next of the earlier events. Called from another thread than the intake's.
    void earlier(Event event, Facts facts);

    /// All earlier events have come. Called only after [#awaitEarlier], from the thread of [#earlier].
    void earlierDone();

    /// A batch has ended.
    ///
    /// @param epochMillis every record with an earlier watermark has been taken in, in every partition
    void horizon(long epochMillis);

    /// The end of a batch, too.
    ///
    /// @param epochMillis what Kafka took before this moment has been taken in, in every partition, whatever its
    ///     timestamp
    void completeAsOf(long epochMillis);

    /// Called about once a second, whether or not Kafka is there.
    void tick();

    /// Called about once a minute.
    void sweep();
}
