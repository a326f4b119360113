package io.dealstream.event;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// Follows one stream and makes the cursor of a client that has seen all its events up to now. It keeps the last
/// position in each partition in which the stream has been seen. Not thread-safe.
///
/// A cursor shares the track's arrays: taking one costs no more than two references, however many partitions
/// there are. The track copies an array when it changes after that. The id is computed only where it is used.
public final class CursorTrack {

    /// So many partitions fit an id with whole offsets. Below that number the track saves the memory for hints.
    static final int FEW = 16;

    /// The value of `knownSince` where it is not known since when the track hears of all events.
    public static final long NEVER = Spot.UNKNOWN;

    private final ToLongFunction<Partition> knownSince;
    /// How many partitions there must be before `knownSince` is asked for.
    private final int few;
    /// Ascending. Never written to, because cursors share it.
    private long[] keys = new long[0];
    /// In the same order. Written to only while no cursor shares it.
    private Spot[] spots = new Spot[0];

    private boolean shared = true;

    /// A track that does not know whether it hears of all events.
    public CursorTrack() {
        this(partition -> NEVER);
    }

    /// @param knownSince for each partition, the time since when the track hears of all the stream's events: of
    ///     all those with a greater watermark, epoch ms; [#NEVER] where that is not known
    public CursorTrack(ToLongFunction<Partition> knownSince) {
        this(knownSince, FEW);
    }

    private CursorTrack(ToLongFunction<Partition> knownSince, int few) {
        this.knownSince = knownSince;
        this.few = few;
    }

    /// A track that hears of all events of the stream from some time on. It knows nothing of the time before,
    /// so none of its cursors may go back further.
    public static CursorTrack ofAll() {
        return new CursorTrack(partition -> Long.MIN_VALUE, 0);
    }

    /// The track of a client that has seen what `cursor` covers and is shown all that comes after. None of its
    /// cursors may go back further than this one.
    public static CursorTrack from(Cursor cursor) {
        CursorTrack track = new CursorTrack(partition -> Long.MIN_VALUE);
        track.keys = cursor.keys();
        track.spots = cursor.spots();
        return track;
    }

    /// Takes note of an event of the stream. Positions of one partition may come in any order: an earlier one
    /// changes nothing.
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

    /// Takes note of an event that was read from the middle of its partition, so that its watermark is not known.
    public void recalled(Position position) {
        seen(new Position(position.partition(), position.offset(), Spot.UNKNOWN));
    }

    /// Takes note of the stream's last position in a partition, without knowledge of the events shortly before
    /// it.
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
    /// @param since epoch ms; all records of the stream with an earlier watermark have been taken in, so a
    ///     partition in which the stream was last seen before that needs no mark
    public Cursor cursor(long since) {
        shared = true;
        return new Cursor(since, keys, spots, false);
    }

    /// Whether `cursor` covers the last position of every partition of this track.
    public boolean coveredBy(Cursor cursor) {
        for (Spot spot : spots) {
            if (!cursor.covers(spot.last())) {
                return false;
            }
        }
        return true;
    }

    /// Whether this track has seen the stream at `mark` or after it.
    public boolean reached(Cursor.Mark mark) {
        return reached(Spot.key(mark.tag(), mark.index()), mark.offset());
    }

    /// Whether this track has seen the stream at `position` or after it.
    public boolean reached(Position position) {
        return reached(Spot.key(position.partition()), position.offset());
    }

    private boolean reached(long key, long offset) {
        int i = Arrays.binarySearch(keys, key);
        return i >= 0 && spots[i].last().offset() >= offset;
    }

    /// Whether the stream has been seen in any partition.
    public boolean isBegun() {
        return spots.length > 0;
    }

    /// The greatest watermark at which the stream has been seen, epoch ms; `Long.MIN_VALUE` where it never was.
    public long watermark() {
        long greatest = Long.MIN_VALUE;
        for (Spot spot : spots) {
            greatest = Math.max(greatest, spot.last().watermark());
        }
        return greatest;
    }

    /// Where the stream was last seen in a partition; empty where it never was.
    public Optional<Position> last(Partition partition) {
        int i = find(partition);
        return i < 0 ? Optional.empty() : Optional.of(spots[i].last());
    }

    /// The last position in each partition, ordered by the topic's tag and the partition's number.
    public List<Position> lasts() {
        return Arrays.stream(spots).map(Spot::last).toList();
    }

    /// Whether the watermark of the last event of a partition is unknown.
    public boolean isHearsay(Partition partition) {
        int i = find(partition);
        return i >= 0 && spots[i].last().watermark() == Spot.UNKNOWN;
    }

    /// Whether nothing is known of a partition but the last event's offset, or that offset's last bits.
    public boolean isPlain(Partition partition) {
        int i = find(partition);
        return i >= 0 && spots[i].isPlain();
    }

    /// Takes over what another track of the same stream knows of a partition. Both tracks must have it.
    public void adopt(CursorTrack other, Partition partition) {
        set(find(partition), other.spots[other.find(partition)]);
    }

    /// Whether the track has a hint for at least one partition.
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
