package io.dealstream.ledger;

import io.dealstream.event.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One record of the ledger: what was handed to one client's socket, or may have been.
///
/// @param showing to whom and of what
/// @param visit tells the stream or answer from all others
/// @param part its number in the visit, from 0; of two records with one number that are not both open, the one that is
///     not holds
/// @param first the first event, of those that are no last words; null where there was none, or none yet
/// @param lastId the id of the last; of a snapshot, the place whose state it shows. Null where there is none, or where
///     it is not known yet
/// @param words the last words of streams that were complete before, each by itself: they are no neighbours
/// @param events how many there were, with the words
/// @param from when the first was handed over, epoch ms, by the replica's clock
/// @param to when the last was; of an open record, until when more may have been
/// @param openEnd whether more may have followed, up to `to`
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

    /// An event by its id and by where it stands. The watermark is none of a record's business: it is 0.
    public record Place(String id, Position position) {}

    public LedgerRecord {
        words = List.copyOf(words);
    }
}
