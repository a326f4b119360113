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

    /// Lets go, within seconds, of what is not the connections' business.
    @Override
    default void close() {}
}
