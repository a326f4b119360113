package io.dealstream.ledger;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads the ledger in the order in which it was written, and passes each part of a visit on once: the closed
/// record, or, where there is none, the one with the open end. Not thread-safe.
public final class Reading {

    /// How many open records may wait for the closed ones: more than there are open streams. Beyond that, the
    /// oldest are passed on with their open end, which says more than was shown.
    static final int MOST_OPEN = 100_000;

    private final Consumer<LedgerRecord> told;
    private final int most;
    private final Map<String, LedgerRecord> open = new LinkedHashMap<>();
    /// The parts that were passed on: a record may be on the topic twice.
    private final Map<String, Boolean> over = new LinkedHashMap<>();
    private long unreadable;

    /// @param told takes the record of each part
    public Reading(Consumer<LedgerRecord> told) {
        this(told, MOST_OPEN);
    }

    Reading(Consumer<LedgerRecord> told, int most) {
        this.told = told;
        this.most = most;
    }

    /// Takes the value of the next record.
    public void read(byte @Nullable [] value) {
        LedgerJson.read(value).ifPresentOrElse(this::take, () -> unreadable++);
    }

    private void take(LedgerRecord record) {
        String part = record.visit() + "/" + record.part();
        if (over.containsKey(part)) {
            return;
        }
        if (record.openEnd()) {
            open.putIfAbsent(part, record);
            if (open.size() > most) {
                tell(open.keySet().iterator().next(), open.values().iterator().next());
            }
        } else {
            tell(part, record);
        }
    }

    private void tell(String part, LedgerRecord record) {
        open.remove(part);
        over.put(part, true);
        if (over.size() > most) {
            over.remove(over.keySet().iterator().next());
        }
        told.accept(record);
    }

    /// Ends the reading: passes on the records that have stayed open.
    public void end() {
        open.values().forEach(told);
        open.clear();
    }

    /// How many records on the topic were not the ledger's.
    public long unreadable() {
        return unreadable;
    }
}
