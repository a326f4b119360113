package io.dealstream.hub;

import io.dealstream.event.CursorTrack;
import io.dealstream.event.Subject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Keeps the streams of one tenant: those of one subject each, or those of several. Guarded by the tenant's lock.
sealed interface Keeper permits StreamTable, StreamSets {

    /// Those with readers or events in memory.
    Collection<? extends StreamLog> whole();

    /// A stream with readers or events in memory; null where it is none of these.
    @Nullable
    StreamLog whole(Subject subject);

    /// The stream of a reader.
    ///
    /// @return null where no more can be kept for readers
    @Nullable
    StreamLog readBy(Subject subject);

    /// Puts a stream away in few bytes, if nobody needs more of it.
    void rest(StreamLog log);

    /// Whether the state of a stream can be told without reading its past again.
    boolean isKnown(Subject subject);

    /// The same of a stream that is whole.
    boolean isKnown(StreamLog log);

    /// What has to be read again so that the state of a stream is known.
    List<Folding> foldings(StreamLog log);

    /// The past of a stream was read again.
    void recalled(StreamLog log);

    /// Reads what is known of a stream.
    ///
    /// @return empty where nothing was ever heard of it, or its state is not known
    <T> Optional<T> read(Subject subject, Function<StreamLog, T> reader);

    /// Where the stream's events stood that have left memory.
    CursorTrack evicted(Subject subject);

    /// Where the stream's events stood, or may have stood, that memory does not hold.
    CursorTrack unread(StreamLog log);
}
