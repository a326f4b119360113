package io.dealstream.kafka;

/// Work with Kafka clients that goes on, turn by turn, until one of them fails.
public interface Session extends AutoCloseable {

    /// Does what there is to do, or waits a moment for something to do.
    ///
    /// @throws RuntimeException when this session is of no more use
    void turn();

    /// Whether all is done for good, so that no other session is needed.
    default boolean isOver() {
        return false;
    }

    /// Cuts a turn short that is waiting. Any thread may call this; it is meant for the end.
    void wakeUp();

    /// Lets go of the clients, within seconds.
    @Override
    void close();
}
