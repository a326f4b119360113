package io.dealstream.kafka;

/// Work with Kafka clients that goes on turn by turn until one turn fails.
public interface Session extends AutoCloseable {

    /// Does the work that is due, or waits a moment for some.
    ///
    /// @throws RuntimeException when this session cannot go on; then another is opened
    void turn();

    /// Whether the work is done for good, so that no other session is needed.
    default boolean isOver() {
        return false;
    }

    /// Releases, within seconds, what does not belong to the [Connections].
    @Override
    default void close() {}
}
