package io.dealstream.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An id: base64url of a version, `since`, what it tells of partitions, and a checksum that also covers the stream's
/// name, so that an id of another stream is recognised as not ours.
///
/// Version 1 has whole marks only. Where they do not fit, version 2 gives most of them as [Hints], and where this does
/// not fit either, version 3 says just that. The checksum has no key: what is read is taken for what anybody may have
/// written.
final class IdForm {

    private static final int WHOLE = 1;
    private static final int HINTS = 2;
    private static final int VAGUE = 3;
    /// What a whole mark takes at most, with its topic.
    private static final int MARK_BYTES = 20;

    private IdForm() {}

    static String write(Cursor cursor, StreamKey stream) {
        List<Spot> told = cursor.told();
        if (!cursor.isVague()) {
            boolean whole = told.stream().allMatch(spot -> spot.hint() == null);
            IdWriter out = new IdWriter(16 + told.size() * MARK_BYTES);
            if (whole && whole(cursor.since(), told, out)) {
                return out.seal(stream);
            }
            out = IdWriter.ofAnySize();
            if (hints(cursor.since(), told, out)) {
                return out.seal(stream);
            }
        }
        IdWriter out = new IdWriter(16);
        out.putByte(VAGUE);
        out.putVarint(cursor.since());
        return out.seal(stream);
    }

    private static boolean whole(long since, List<Spot> told, IdWriter out) {
        out.putByte(WHOLE);
        out.putVarint(since);
        WholeMarks.write(told, out);
        return out.fits();
    }

    private static boolean hints(long since, List<Spot> told, IdWriter out) {
        HintChoice choice = HintChoice.of(told);
        if (!choice.isPossible()) {
            return false;
        }
        write(since, choice, out);
        return out.fits();
    }

    private static void write(long since, HintChoice choice, IdWriter out) {
        int scale = choice.form().scale();
        out.putByte(HINTS);
        out.putVarint(since);
        out.putByte(scale);
        out.putVarint(choice.latest() - (since >> Spot.SCALES[scale]));
        out.putVarint(WholeMarks.byTopic(choice.whole()).size());
        WholeMarks.write(choice.whole(), out);
        choice.form().write(choice.brief(), choice.latest(), out);
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
        int scale = in.readByte();
        IdReader.require(scale < Spot.SCALES.length);
        long earliest = since >> Spot.SCALES[scale];
        long latest = earliest + in.readVarint((Long.MAX_VALUE >> Spot.SCALES[scale]) - earliest);
        List<Spot> whole = new ArrayList<>();
        int tag = -1;
        for (int topics = in.readCount(in.left()); topics > 0; topics--) {
            tag = WholeMarks.read(in, tag, whole);
        }
        List<Spot> brief = new Hints(scale).read(in, latest, earliest);
        IdWriter again = IdWriter.ofAnySize();
        write(since, new HintChoice(new Hints(scale), latest, whole, brief), again);
        IdReader.require(in.is(again.bytes()));
        List<Spot> spots = new ArrayList<>(whole);
        spots.addAll(brief);
        return Cursor.of(since, spots);
    }
}
