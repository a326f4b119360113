package io.dealstream.testing;

import java.util.List;

/// A client by another author that follows one event stream.
public interface Follower extends AutoCloseable {

    /// One event as the client handed it out.
    ///
    /// @param type `message` where the stream names none
    /// @param lastEventId empty if there was none
    record Heard(String type, String data, String lastEventId) {}

    /// All so far, in order.
    List<Heard> heard();

    /// Whether a stream is open to it now.
    boolean isOpen();

    /// Whether it has given up and will hear nothing more.
    boolean hasStopped();

    @Override
    void close();
}
