package io.dealstream.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The form of an id: base64url of a version, `since`, the marks or hints, and a checksum. The checksum also
/// covers the stream's name, so an id of another stream is recognised as not ours.
///
/// Version 1 has whole marks only. Where these take much room, version 2 has most of them as [Hints], if that
/// takes less. Where neither fits, version 3 has `since` alone. The checksum has no key, so anybody may have
/// written an id: the reader trusts nothing in it.
final class IdForm {

    private static final int WHOLE = 1;
    private static final int HINTS = 2;
    private static final int VAGUE = 3;
    /// The most bytes that a whole mark takes, with its topic.
    private static final int MARK_BYTES = 20;
    /// Up to this size an id holds whole marks, even if hints would take less. A reader that resumes from whole
    /// marks cannot write them as hints before their events have passed by again. Until then they leave less
    /// room for others.
    private static final int SMALL_BYTES = 320;
    /// How far apart spans must lie to be counted from different latest ones, in spans. Smaller gaps are tried
    /// where the id does not fit.
    private static final long[] GAPS = {Long.MAX_VALUE, 1_024, 64};

    private IdForm() {}

    static String write(Cursor cursor, StreamKey stream) {
        List<Spot> told = cursor.told();
        IdWriter out = cursor.isVague() ? null : shortest(cursor.since(), told);
        if (out == null) {
            out = new IdWriter(16);
            out.putByte(VAGUE);
            out.putVarint(cursor.since());
        }
        return out.seal(stream);
    }

    private static @Nullable IdWriter shortest(long since, List<Spot> told) {
        IdWriter whole = told.stream().allMatch(spot -> spot.hint() == null) ? whole(since, told) : null;
        if (whole != null && whole.size() <= SMALL_BYTES) {
            return whole;
        }
        IdWriter hints = hints(since, told);
        return hints == null || (whole != null && whole.size() <= hints.size()) ? whole : hints;
    }

    private static @Nullable IdWriter whole(long since, List<Spot> told) {
        IdWriter out = new IdWriter(16 + told.size() * MARK_BYTES);
        out.putByte(WHOLE);
        out.putVarint(since);
        WholeMarks.write(told, out);
        return out.fits() ? out : null;
    }

    /// @return null where the id does not fit
    private static @Nullable IdWriter hints(long since, List<Spot> told) {
        HintChoice choice = HintChoice.of(told);
        if (choice.brief().isEmpty()) {
            return null;
        }
        for (long gap : GAPS) {
            Hints form =
                    new Hints(Spans.of(choice.brief().stream().map(Spot::hint).toList(), gap));
            IdWriter out = IdWriter.ofAnySize();
            if (form.canTell(choice.brief())) {
                write(since, choice, form, out);
                if (out.fits()) {
                    return out;
                }
            }
        }
        return null;
    }

    private static void write(long since, HintChoice choice, Hints form, IdWriter out) {
        out.putByte(HINTS);
        out.putVarint(since);
        out.putVarint(WholeMarks.byTopic(choice.whole()).size());
        WholeMarks.write(choice.whole(), out);
        form.write(choice.brief(), since, out);
    }

    static Optional<Cursor> read(String id, StreamKey stream) {
        IdReader in = IdReader.open(id, stream);
        if (in == null) {
            return Optional.empty();
        }
        try {
            int version = in.readByte();
            long since = in.readVarint(Long.MAX_VALUE);
            return switch (version) {
                case WHOLE -> Optional.of(readWhole(since, in));
                case HINTS -> Optional.of(readHints(since, in));
                case VAGUE -> {
                    in.requireEnd();
                    yield Optional.of(Cursor.vague(since));
                }
                default -> Optional.empty();
            };
        } catch (IdReader.NotOurs notOurs) {
            return Optional.empty();
        }
    }

    private static Cursor readWhole(long since, IdReader in) {
        List<Spot> spots = new ArrayList<>();
        for (int tag = -1; in.hasMore(); ) {
            tag = WholeMarks.read(in, tag, spots);
        }
        return Cursor.of(since, spots);
    }

    private static Cursor readHints(long since, IdReader in) {
        List<Spot> whole = new ArrayList<>();
        int tag = -1;
        for (int topics = in.readCount(in.left()); topics > 0; topics--) {
            tag = WholeMarks.read(in, tag, whole);
        }
        List<Spot> brief = new ArrayList<>();
        Hints form = Hints.read(in, since, brief);
        IdReader.require(form.canTell(brief));
        IdWriter again = IdWriter.ofAnySize();
        write(since, new HintChoice(whole, brief), form, again);
        IdReader.require(in.is(again.bytes()));
        List<Spot> spots = new ArrayList<>(whole);
        spots.addAll(brief);
        return Cursor.of(since, spots);
    }
}
