package io.dealstream.ledger;

import io.dealstream.event.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One record of the ledger: the events that were written to one client's socket, or may have been (rights.md,
/// "The ledger of what was shown"). Immutable.
///
/// @param showing the caller and the stream
/// @param visit a text that no other stream or answer has
/// @param part the record's number in the visit, from 0. If two records have the same number and one of them
///     has no open end, that one is right.
/// @param first the first event that is no last word; null where there was none, or none yet
/// @param lastId the id of the last event; for a snapshot, the id of the place that it shows. Null where there
///     is none, or where it is not known yet.
/// @param words the positions of last words of streams that were complete before; they do not follow one another
/// @param events how many events there were, including the last words
/// @param from when the first event was shown, epoch ms by the replica's clock
/// @param to when the last event was shown; with an open end, until when more may have been
/// @param openEnd whether more events may have followed up to `to`
public record LedgerRecord(
        Showing showing,
        String visit,
        int part,
        @Nullable Place first,
        @Nullable String lastId,
        List<Position> words,
        long events,
        long from,
        long to,
        boolean openEnd) {

    /// The id and the position of an event. The position's watermark is not recorded: it is 0.
    public record Place(String id, Position position) {}

    public LedgerRecord {
        words = List.copyOf(words);
    }
}
