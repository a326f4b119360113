package io.dealstream.event;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// Follows one stream and says at any event what a client that has seen everything up to it must be told as its
/// cursor. It keeps the last position in each partition in which the stream has been seen. Not thread-safe.
///
/// A cursor is a view of the track: it costs nothing but a copy of references at the next event, however many
/// partitions there are, and is worked out where it is used.
public final class CursorTrack {

    /// So many partitions fit an id as they are; what it takes to tell of more is not worth its memory below that.
    static final int FEW = 16;

    /// The time after which a track hears of all events that does not know whether it hears of all.
    public static final long NEVER = Spot.UNKNOWN;

    private final ToLongFunction<Partition> knownSince;
    /// How many partitions there are before it matters what is known.
    private final int few;
    /// Ascending; never written to, as cursors have it.
    private long[] keys = new long[0];
    /// In the same order; written to only while no cursor has it.
    private Spot[] spots = new Spot[0];

    private boolean shared = true;

    /// A track that does not know whether it hears of all events.
    public CursorTrack() {
        this(partition -> NEVER);
    }

    /// @param knownSince the time after which the track hears of all events of the stream in a partition: all those
    ///     with a greater watermark, epoch ms; [#NEVER] where that is not known
    public CursorTrack(ToLongFunction<Partition> knownSince) {
        this(knownSince, FEW);
    }

    private CursorTrack(ToLongFunction<Partition> knownSince, int few) {
        this.knownSince = knownSince;
        this.few = few;
    }

    /// A track of all events of the stream from some time on. It says nothing true of what was before, so none of its
    /// cursors may go back further.
    public static CursorTrack ofAll() {
        return new CursorTrack(partition -> Long.MIN_VALUE, 0);
    }

    /// A track of a client that says it has seen what `cursor` covers, and is shown all that comes after. None of its
    /// cursors may go back further than this one.
    public static CursorTrack from(Cursor cursor) {
        CursorTrack track = new CursorTrack(partition -> Long.MIN_VALUE);
        track.keys = cursor.keys();
        track.spots = cursor.spots();
        return track;
    }

    /// Takes note of an event of the stream. Positions of one partition may come in any order.
    public void seen(Position position) {
        int i = find(position.partition());
        if (i < 0) {
            insert(~i, Spot.begin(position, knownSince(position, spots.length >= few)));
        } else if (spots[i].last().offset() < position.offset()) {
            set(i, spots[i].then(position, knownSince(position, spots.length > few)));
        }
    }

    private long knownSince(Position position, boolean matters) {
        return matters ? knownSince.applyAsLong(position.partition()) : Spot.UNKNOWN;
    }

    /// Takes note of an event that was read from the middle of its partition, so that its watermark is but a guess.
    public void recalled(Position position) {
        seen(new Position(position.partition(), position.offset(), Spot.UNKNOWN));
    }

    /// Takes note of where the stream was last seen in a partition, where what came shortly before is not known.
    public void lastSeen(Position position) {
        int i = find(position.partition());
        if (i < 0) {
            insert(~i, Spot.last(position));
        } else if (spots[i].last().offset() < position.offset()) {
            set(i, Spot.last(position));
        }
    }

    /// The cursor of a client that has seen everything so far.
    ///
    /// @param since epoch ms; all records of the stream with an earlier watermark have been taken in, so partitions
    ///     in which it was last seen before need no mark
    public Cursor cursor(long since) {
        shared = true;
        return new Cursor(since, keys, spots, false);
    }

    /// Whether a client with this cursor has seen everything that this track has.
    public boolean coveredBy(Cursor cursor) {
        for (Spot spot : spots) {
            if (!cursor.covers(spot.last())) {
                return false;
            }
        }
        return true;
    }

    /// Whether the stream has been seen here at `mark` or after it.
    public boolean reached(Cursor.Mark mark) {
        return reached(Spot.key(mark.tag(), mark.index()), mark.offset());
    }

    /// Whether the stream has been seen here at `position` or after it.
    public boolean reached(Position position) {
        return reached(Spot.key(position.partition()), position.offset());
    }

    private boolean reached(long key, long offset) {
        int i = Arrays.binarySearch(keys, key);
        return i >= 0 && spots[i].last().offset() >= offset;
    }

    /// Whether the stream has been seen anywhere.
    public boolean isBegun() {
        return spots.length > 0;
    }

    /// The greatest watermark at which the stream has been seen; `Long.MIN_VALUE` where it never has.
    public long watermark() {
        long greatest = Long.MIN_VALUE;
        for (Spot spot : spots) {
            greatest = Math.max(greatest, spot.last().watermark());
        }
        return greatest;
    }

    /// Where it was last seen in one partition.
    public Optional<Position> last(Partition partition) {
        int i = find(partition);
        return i < 0 ? Optional.empty() : Optional.of(spots[i].last());
    }

    /// The last position in each partition.
    public List<Position> lasts() {
        return Arrays.stream(spots).map(Spot::last).toList();
    }

    /// Whether of the watermark that the last event of a partition had nothing is known.
    public boolean isHearsay(Partition partition) {
        int i = find(partition);
        return i >= 0 && spots[i].last().watermark() == Spot.UNKNOWN;
    }

    /// Whether no more is known of a partition than the last event's offset, or how it ends.
    public boolean isPlain(Partition partition) {
        int i = find(partition);
        return i >= 0 && spots[i].isPlain();
    }

    /// Takes over what another track of the stream knows of a partition.
    public void adopt(CursorTrack other, Partition partition) {
        set(find(partition), other.spots[other.find(partition)]);
    }

    /// Whether of some partitions only the last bits of an offset are known.
    public boolean hasHints() {
        return Arrays.stream(spots).anyMatch(spot -> spot.hint() != null);
    }

    private int find(Partition partition) {
        return Arrays.binarySearch(keys, Spot.key(partition));
    }

    private void set(int i, Spot spot) {
        if (shared) {
            spots = spots.clone();
            shared = false;
        }
        spots[i] = spot;
    }

    private void insert(int i, Spot spot) {
        int size = spots.length;
        long[] moreKeys = Arrays.copyOf(keys, size + 1);
        Spot[] more = Arrays.copyOf(spots, size + 1);
        System.arraycopy(keys, i, moreKeys, i + 1, size - i);
        System.arraycopy(spots, i, more, i + 1, size - i);
        moreKeys[i] = spot.key();
        more[i] = spot;
        keys = moreKeys;
        spots = more;
        shared = false;
    }
}
