package io.dealstream.ledger;

import io.dealstream.event.Position;
import io.dealstream.hub.Delivery;
import io.dealstream.ledger.LedgerRecord.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The events that are shown within a minute, or in one answer. Not thread-safe.
final class Part {

    private final Showing showing;
    private final String visit;
    private final int number;
    private final long from;
    private final List<Position> words = new ArrayList<>(0);
    private @Nullable Place first;
    private @Nullable String lastId;
    private long events;

    /// @param from when the part begins, epoch ms
    Part(Showing showing, String visit, int number, long from) {
        this.showing = showing;
        this.visit = visit;
        this.number = number;
        this.from = from;
    }

    void add(Delivery.Message message) {
        events++;
        if (message.isWord()) {
            words.add(message.event().position());
            return;
        }
        lastId = message.id();
        if (first == null) {
            first = new Place(lastId, message.event().position());
        }
    }

    /// The record with an open end, for events that may be shown up to `until`, epoch ms.
    LedgerRecord opening(long until) {
        return new LedgerRecord(showing, visit, number, first, null, words, events, from, until, true);
    }

    /// The record of the events that were shown.
    ///
    /// @param now epoch ms
    LedgerRecord closing(long now) {
        return new LedgerRecord(showing, visit, number, first, lastId, words, events, from, now, false);
    }
}
