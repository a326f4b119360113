package io.dealstream.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A place in one stream, made of Kafka's own numbers, so that it means the same on every replica and after every
/// restart. It says: of this stream's events I have those that stand at or before these marks; of the partitions
/// without a mark, those whose watermark lies before `since`.
///
/// On the wire it is the event's `id`, see [IdForm]. A stream that is spread over very many partitions has marks of
/// which the last bits are known only (see [Hint]); reading the stream again from `since` on tells the rest, event by
/// event ([#passing]). Immutable; finding a mark takes no longer than the logarithm of their number.
public final class Cursor {

    /// The longest id in characters. A place that would take more is vague, see [#isVague()].
    public static final int MAX_LENGTH = 512;

    /// The last offset of the stream that was seen in one partition.
    ///
    /// @param tag the topic's, see [Partition#tag()]
    public record Mark(int tag, int index, long offset) {}

    private final long since;
    private final boolean vague;
    /// Ascending.
    private final long[] keys;
    /// In the same order; what was last seen before `since` counts as absent.
    private final Spot[] spots;

    Cursor(long since, long[] keys, Spot[] spots, boolean vague) {
        this.since = since;
        this.keys = keys;
        this.spots = spots;
        this.vague = vague;
    }

    /// @param since epoch ms
    /// @param marks at most one for each partition
    public Cursor(long since, List<Mark> marks) {
        this(
                since,
                sorted(marks.stream()
                        .map(mark -> Spot.mark(mark.tag, mark.index, mark.offset))
                        .toList()));
    }

    private Cursor(long since, Spot[] sorted) {
        this(since, Arrays.stream(sorted).mapToLong(Spot::key).toArray(), sorted, false);
    }

    /// A place in a stream of which too much would have to be said.
    static Cursor vague(long since) {
        return new Cursor(since, new long[0], new Spot[0], true);
    }

    /// @throws IdReader.NotOurs when two are of one partition
    static Cursor of(long since, List<Spot> spots) {
        Cursor cursor = new Cursor(since, sorted(spots));
        for (int i = 1; i < cursor.keys.length; i++) {
            IdReader.require(cursor.keys[i - 1] < cursor.keys[i]);
        }
        return cursor;
    }

    private static Spot[] sorted(List<Spot> spots) {
        return spots.stream().sorted(Comparator.comparingLong(Spot::key)).toArray(Spot[]::new);
    }

    /// Of partitions without a mark, the records before this are had, epoch ms.
    public long since() {
        return since;
    }

    /// Whether it tells no more than that: its marks would not have fitted an id. Who has only that cannot be told
    /// what comes next.
    public boolean isVague() {
        return vague;
    }

    /// The marks with their offsets, ordered by tag and index.
    public List<Mark> marks() {
        List<Mark> marks = new ArrayList<>(spots.length);
        for (Spot spot : spots) {
            if (spot.hint() == null && isMark(spot)) {
                Partition partition = spot.last().partition();
                marks.add(
                        new Mark(partition.tag(), partition.index(), spot.last().offset()));
            }
        }
        return marks;
    }

    /// The partitions of the marks of which only the last bits are known. Their topics' names are not.
    public List<Partition> hints() {
        return hinted().map(spot -> spot.last().partition()).toList();
    }

    /// Whether there are such.
    public boolean hasHints() {
        return hinted().findAny().isPresent();
    }

    private Stream<Spot> hinted() {
        return Arrays.stream(spots).filter(spot -> spot.hint() != null);
    }

    /// The tags of all topics that it speaks of.
    public Set<Integer> tags() {
        Set<Integer> tags = new TreeSet<>();
        for (Spot spot : spots) {
            if (isMark(spot)) {
                tags.add(spot.last().partition().tag());
            }
        }
        return tags;
    }

    /// Whether it says anything of one partition besides `since`.
    public boolean speaksOf(Partition partition) {
        int i = find(Spot.key(partition));
        return i >= 0 && isMark(spots[i]);
    }

    /// The mark of one partition; empty where there is none, or its last bits only.
    public Optional<Mark> mark(Partition partition) {
        int i = find(Spot.key(partition));
        return i >= 0 && spots[i].hint() == null && isMark(spots[i])
                ? Optional.of(new Mark(
                        partition.tag(), partition.index(), spots[i].last().offset()))
                : Optional.empty();
    }

    /// Whether a record of this stream at `position` has surely been seen already.
    public boolean covers(Position position) {
        int i = find(Spot.key(position.partition()));
        if (i < 0 || !isMark(spots[i])) {
            return position.watermark() < since;
        }
        Hint hint = spots[i].hint();
        return hint == null
                ? position.offset() <= spots[i].last().offset()
                : position.watermark() < Math.max(since, hint.from());
    }

    /// Whether a record of this stream at `position` may have been seen: as [#covers], but what the last bits of a mark
    /// leave open counts as seen.
    public boolean mayCover(Position position) {
        int i = find(Spot.key(position.partition()));
        if (i < 0 || !isMark(spots[i])) {
            return vague || position.watermark() < since;
        }
        Hint hint = spots[i].hint();
        return hint == null ? covers(position) : position.watermark() < hint.to();
    }

    /// What it is to someone who reads the stream again from `since` on and meets an event at `position`, after all
    /// those of its partition that come before: the first one tells what the last bits of a mark mean.
    ///
    /// @return empty where that tells nothing
    public Optional<Cursor> passing(Position position) {
        int i = find(Spot.key(position.partition()));
        Hint hint = i < 0 ? null : spots[i].hint();
        return hint == null || covers(position) ? Optional.empty() : Optional.of(with(i, hint.resolve(position)));
    }

    /// Whether who goes on from here has to read all of the stream since `since` again: where there are hints, to learn
    /// what they mean, and where there are many marks, to have the next ids tell them as hints.
    public boolean needsAll() {
        return hasHints()
                || Arrays.stream(spots)
                                .filter(spot -> spot.isPlain() && isMark(spot))
                                .count()
                        > CursorTrack.FEW;
    }

    /// The same with nothing said of where marks are but that they are there: what it does not cover is all of the
    /// stream since `since`. Marks that later ids can tell as hints are left.
    public Cursor loosened() {
        Spot[] others = spots.clone();
        for (int i = 0; i < others.length; i++) {
            if (others[i].isPlain()) {
                int scale = Spot.SCALES[0];
                Partition partition = others[i].last().partition();
                others[i] = Spot.hint(partition.tag(), partition.index(), new Hint(scale, since >> scale, 0, 0));
            }
        }
        return new Cursor(since, keys, others, vague);
    }

    /// Whether it has seen more than another one in some partition.
    boolean isAheadSomewhere(Cursor other) {
        return told().stream().anyMatch(spot -> {
            int i = other.find(spot.key());
            return i >= 0 && other.isMark(other.spots[i]) && spot.isBeyond(other.spots[i]);
        });
    }

    /// Whether it has a mark in some partition where another one has none.
    boolean hasMarkThatLacks(Cursor other) {
        return told().stream().anyMatch(spot -> {
            int i = other.find(spot.key());
            return i < 0 || !other.isMark(other.spots[i]);
        });
    }

    /// The same with a whole mark.
    private Cursor with(int i, long offset) {
        Spot[] others = spots.clone();
        others[i] = spots[i].resolved(offset);
        return new Cursor(since, keys, others, vague);
    }

    private int find(long key) {
        return Arrays.binarySearch(keys, key);
    }

    private boolean isMark(Spot spot) {
        return spot.last().watermark() >= since;
    }

    long[] keys() {
        return keys;
    }

    Spot[] spots() {
        return spots;
    }

    /// What an id has to tell, in order.
    List<Spot> told() {
        List<Spot> told = new ArrayList<>(spots.length);
        for (Spot spot : spots) {
            if (isMark(spot)) {
                told.add(spot);
            }
        }
        return told;
    }

    /// The id as it is sent for events of `stream`: `[A-Za-z0-9_-]`, at most [#MAX_LENGTH] characters.
    public String encode(StreamKey stream) {
        return IdForm.write(this, stream);
    }

    /// Reads an id that a client sent for `stream`.
    ///
    /// @return empty for whatever is not an id that Dealstream may have given out for this very stream
    public static Optional<Cursor> parse(String id, StreamKey stream) {
        return IdForm.read(id, stream);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cursor cursor
                && since == cursor.since
                && vague == cursor.vague
                && marks().equals(cursor.marks())
                && hinted().toList().equals(cursor.hinted().toList());
    }

    @Override
    public int hashCode() {
        return Objects.hash(since, marks());
    }

    @Override
    public String toString() {
        return "Cursor[since=" + since + ", marks=" + marks() + ", hints=" + hints() + ']';
    }
}
