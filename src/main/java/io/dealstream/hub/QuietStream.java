package io.dealstream.hub;

import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.event.SmallNumbers;
import io.dealstream.event.StateReader;
import io.dealstream.event.StateWriter;
import io.dealstream.event.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What is kept of a quiet stream, taken apart but for its state.
///
/// @param partial whether it is still being put together from events that come from before the floors
/// @param lastHeardAt see [StreamLog#lastEventAt()]
/// @param firstAt the least watermark of its events, epoch ms
/// @param givenUpSince what the ids of events say at least that are no longer in memory, epoch ms
/// @param lasts its last position in each partition
/// @param state where its state can be read, or [StreamLog#sureFrom()] where its kind has none
record QuietStream(
        Subject subject,
        boolean partial,
        long lastHeardAt,
        long firstAt,
        long givenUpSince,
        List<Position> lasts,
        StateReader state) {

    /// Puts streams away and takes them out again. Safe for many threads.
    static final class Form {

        private final SmallNumbers<Partition> partitions = new SmallNumbers<>();
        private final SmallNumbers<String> kinds = new SmallNumbers<>();

        /// What the entry of a stream begins with, and no other's does.
        byte[] key(Subject subject) {
            return new StateWriter(List.of(), partitions)
                    .count(kinds.of(subject.kind()))
                    .text(subject.id())
                    .bytes();
        }

        byte[] write(StreamLog log, boolean partial) {
            List<Position> lasts = log.seen.lasts();
            StateWriter out = new StateWriter(lasts, partitions);
            long lastHeardAt = log.lastEventAt();
            out.count(kinds.of(log.key.subject().kind())).text(log.key.subject().id());
            out.count(partial ? 1 : 0).number(lastHeardAt);
            out.number(lastHeardAt - log.firstAt()).number(lastHeardAt - log.givenUpSince());
            out.count(lasts.size());
            for (Position last : lasts) {
                out.count(partitions.of(last.partition())).number(last.offset()).number(lastHeardAt - last.watermark());
            }
            if (log.state == null) {
                out.number(log.sureFrom());
            } else {
                log.state.write(out);
            }
            return out.bytes();
        }

        QuietStream read(byte[] entry) {
            StateReader in = new StateReader(entry, 0, partitions);
            String kind = kinds.get((int) in.count());
            Subject subject = new Subject(kind, Objects.requireNonNull(in.text()));
            boolean partial = in.count() == 1;
            long lastHeardAt = in.number();
            long firstAt = lastHeardAt - in.number();
            long givenUpSince = lastHeardAt - in.number();
            int count = (int) in.count();
            List<Position> lasts = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                Partition partition = partitions.get((int) in.count());
                lasts.add(new Position(partition, in.number(), lastHeardAt - in.number()));
            }
            in.relativeTo(lasts);
            return new QuietStream(subject, partial, lastHeardAt, firstAt, givenUpSince, lasts, in);
        }
    }
}
