package io.dealstream.hub;

import io.dealstream.event.Cursor;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a reader of a stream begins.
///
/// @param cursor what it has seen
/// @param next the number of the first event in memory that it may not have seen
/// @param lenient whether it takes what is left of a past that is partly gone
/// @param mayMiss whether it may have missed what is no longer in memory
/// @param words the first member of a set whose last word it is to be told, [#NO_WORDS] where of none
/// @param reset what it is to be told first
record Past(
        Cursor cursor,
        long next,
        boolean lenient,
        boolean mayMiss,
        int words,
        @Nullable ResetReason reset) {

    static final int NO_WORDS = Integer.MAX_VALUE;

    /// To be called under the tenant's lock, as all that reads a log.
    static Past of(StreamLog log, Start start, HubContext context) {
        return switch (start) {
            case Start.Now() -> none(log, context);
            case Start.Unknown() -> reset(ResetReason.UNKNOWN, log, context);
            case Start.Oldest() -> after(oldest(context), log, true);
            case Start.Since(long at) -> at >= context.now() ? none(log, context) : after(since(at), log, false);
            case Start.After(Cursor cursor) -> after(cursor, NO_WORDS, log, context);
            case Start.AfterWord(Cursor cursor, int member) -> after(cursor, member + 1, log, context);
        };
    }

    /// What a reader says it has seen; empty where it wants nothing of the past.
    static Optional<Cursor> cursor(Start start, HubContext context) {
        return switch (start) {
            case Start.Now() -> Optional.empty();
            case Start.Unknown() -> Optional.empty();
            case Start.Oldest() -> Optional.of(oldest(context));
            case Start.Since(long at) -> Optional.of(since(at));
            case Start.After(Cursor cursor) -> cursor.isVague() ? Optional.empty() : Optional.of(cursor);
            case Start.AfterWord(Cursor cursor, int member) -> cursor(new Start.After(cursor), context);
        };
    }

    private static Cursor oldest(HubContext context) {
        return since(context.now() - context.settings().stateAge().toMillis());
    }

    private static Cursor since(long at) {
        return new Cursor(Math.max(0, at), List.of());
    }

    /// The beginning of a reader that is told nothing of the past.
    static Past none(StreamLog log, HubContext context) {
        return new Past(log.seen.cursor(context.since()), log.ring.next(), false, false, 0, null);
    }

    private static Past reset(ResetReason reason, StreamLog log, HubContext context) {
        Past none = none(log, context);
        return new Past(none.cursor, none.next, false, false, none.words, reason);
    }

    private static Past after(Cursor cursor, int words, StreamLog log, HubContext context) {
        if (cursor.since() > context.now() + HubContext.CLOCK_SKEW_MILLIS) {
            return reset(ResetReason.UNKNOWN, log, context);
        }
        return cursor.isVague()
                ? reset(ResetReason.EXPIRED, log, context)
                : new Past(cursor, log.ring.firstSince(cursor.since()), false, true, words, null);
    }

    private static Past after(Cursor cursor, StreamLog log, boolean lenient) {
        return new Past(cursor, log.ring.firstSince(cursor.since()), lenient, true, NO_WORDS, null);
    }
}
