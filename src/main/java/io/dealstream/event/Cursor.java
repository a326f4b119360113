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
/// restart. It says: the client has this stream's events at or before these marks; in the partitions without a
/// mark, it has those whose watermark lies before `since`.
///
/// On the wire it is the event's `id`, see [IdForm] and streams.md, "Ids and resume". A stream that is spread
/// over very many partitions has hints ([Hint]) in place of marks: they hold only the last bits of an offset. A
/// reader that reads the stream again from `since` on learns the rest, event by event ([#passing]). Immutable.
/// Finding a mark takes time in the logarithm of their number.
public final class Cursor {

    /// The longest id, in characters. A cursor that would need more is vague, see [#isVague()].
    public static final int MAX_LENGTH = 512;

    /// The last offset of the stream that the client has seen in one partition.
    ///
    /// @param tag the topic's tag, 24 bits, see [Partition#tag()]
    /// @param index the partition's number, from 0
    /// @param offset the event's offset, from 0
    public record Mark(int tag, int index, long offset) {}

    private final long since;
    private final boolean vague;
    /// Ascending.
    private final long[] keys;
    /// In the same order. A spot whose watermark lies before `since` counts as absent.
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

    /// A cursor whose marks do not fit an id.
    static Cursor vague(long since) {
        return new Cursor(since, new long[0], new Spot[0], true);
    }

    /// @throws IdReader.NotOurs when two spots are of the same partition
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

    /// In partitions without a mark, the client has the records with an earlier watermark than this, epoch ms.
    public long since() {
        return since;
    }

    /// Whether it tells nothing but [#since], because its marks did not fit an id. Nobody can resume from such
    /// a cursor.
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

    /// The partitions with a hint. Their topic names are empty, because an id holds only tags.
    public List<Partition> hints() {
        return hinted().map(spot -> spot.last().partition()).toList();
    }

    /// Whether it has at least one hint.
    public boolean hasHints() {
        return hinted().findAny().isPresent();
    }

    private Stream<Spot> hinted() {
        return Arrays.stream(spots).filter(spot -> spot.hint() != null);
    }

    /// The tags of all topics in which it has marks or hints.
    public Set<Integer> tags() {
        Set<Integer> tags = new TreeSet<>();
        for (Spot spot : spots) {
            if (isMark(spot)) {
                tags.add(spot.last().partition().tag());
            }
        }
        return tags;
    }

    /// Whether it has a mark or a hint for a partition.
    public boolean speaksOf(Partition partition) {
        int i = find(Spot.key(partition));
        return i >= 0 && isMark(spots[i]);
    }

    /// The mark of a partition; empty where there is none or only a hint.
    public Optional<Mark> mark(Partition partition) {
        int i = find(Spot.key(partition));
        return i >= 0 && spots[i].hint() == null && isMark(spots[i])
                ? Optional.of(new Mark(
                        partition.tag(), partition.index(), spots[i].last().offset()))
                : Optional.empty();
    }

    /// Whether the client has surely seen this stream's record at `position`.
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

    /// Whether the client may have seen this stream's record at `position`. It answers as [#covers], but a
    /// record that a hint leaves undecided counts as seen.
    public boolean mayCover(Position position) {
        int i = find(Spot.key(position.partition()));
        if (i < 0 || !isMark(spots[i])) {
            return vague || position.watermark() < since;
        }
        Hint hint = spots[i].hint();
        return hint == null ? covers(position) : position.watermark() < hint.to();
    }

    /// What this cursor becomes when a reader that reads the stream again from `since` on meets an event at
    /// `position`. The reader must have met all earlier events of that partition. The first event at or after a
    /// hint's span turns the hint into a mark.
    ///
    /// @return empty where the event tells nothing new
    public Optional<Cursor> passing(Position position) {
        int i = find(Spot.key(position.partition()));
        Hint hint = i < 0 ? null : spots[i].hint();
        return hint == null || covers(position) ? Optional.empty() : Optional.of(with(i, hint.resolve(position)));
    }

    /// Whether a reader that resumes here has to read all of the stream since `since` again. With hints it
    /// does, to learn what they mean. With many marks it does, so that its next ids can have hints in their
    /// place.
    public boolean needsAll() {
        return hasHints()
                || Arrays.stream(spots)
                                .filter(spot -> spot.isPlain() && isMark(spot))
                                .count()
                        > CursorTrack.FEW;
    }

    /// The same cursor without the offsets of its marks and hints, so that it covers nothing of their
    /// partitions at or after `since`. Marks that later ids can tell as hints stay as they are.
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

    /// Whether it reaches further than `other` in at least one partition.
    boolean isAheadSomewhere(Cursor other) {
        return told().stream().anyMatch(spot -> {
            int i = other.find(spot.key());
            return i >= 0 && other.isMark(other.spots[i]) && spot.isBeyond(other.spots[i]);
        });
    }

    /// Whether it has a mark in at least one partition in which `other` has none.
    boolean hasMarkThatLacks(Cursor other) {
        return told().stream().anyMatch(spot -> {
            int i = other.find(spot.key());
            return i < 0 || !other.isMark(other.spots[i]);
        });
    }

    /// The same cursor with a mark in place of a hint.
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

    /// The spots that an id has to hold, in order.
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
    /// @return empty where the text is no id that Dealstream may have given out for this very stream
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
