package io.dealstream.hub;

import io.dealstream.event.Event;
import io.dealstream.event.Partition;
import io.dealstream.event.StreamKey;
import io.dealstream.event.StreamState;
import io.dealstream.event.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;

/// The stream of several subjects while it has readers: the events of all of them, each once, in the order in which
/// they came. Guarded by its tenant's lock.
final class SetLog extends StreamLog {

    /// What an event takes in it, in bytes: a reference, and what the ring keeps of it.
    static final int ENTRY_WEIGHT = 48;

    private static final long UNKNOWN = Long.MIN_VALUE;

    private final StreamSets sets;
    private final List<Subject> members;
    /// From when on each member counts as complete, epoch ms.
    private final long[] completeAt;

    private int unknown;
    private int open;
    private long recallSince;

    SetLog(
            StreamKey key,
            List<Subject> members,
            ToLongFunction<Partition> knownSince,
            StreamSets sets,
            HubListener listener) {
        super(key, knownSince, null, listener);
        this.sets = sets;
        this.members = members;
        this.completeAt = new long[members.size()];
        this.unknown = members.size();
        Arrays.fill(completeAt, UNKNOWN);
    }

    List<Subject> members() {
        return members;
    }

    /// Adds an event of one of the members. There is room, see [EventRing#makeRoom()].
    void add(Event event, long since, long arrival) {
        ring.add(event, since, arrival);
        seen.seen(event.position());
    }

    /// Whether the last event that it has is the one that came then.
    boolean endsWith(long arrival) {
        return !ring.isEmpty() && ring.arrival(ring.next() - 1) == arrival;
    }

    /// A member is known.
    ///
    /// @param at from when on it counts as complete, epoch ms
    void known(int member, long at) {
        leave(member);
        completeAt[member] = at;
        open += at == StreamState.OPEN ? 1 : 0;
    }

    /// Nothing can be said of a member but after its past was read again.
    void unknown(int member) {
        leave(member);
        completeAt[member] = UNKNOWN;
        unknown++;
    }

    private void leave(int member) {
        unknown -= completeAt[member] == UNKNOWN ? 1 : 0;
        open -= completeAt[member] == StreamState.OPEN ? 1 : 0;
    }

    boolean isKnown(int member) {
        return completeAt[member] != UNKNOWN;
    }

    /// Whether a member is known to be complete.
    boolean isComplete(int member, long now) {
        return isKnown(member) && completeAt[member] <= now;
    }

    /// The members of which nothing can be said.
    List<Subject> unknownMembers() {
        List<Subject> some = new ArrayList<>(unknown);
        for (int i = 0; unknown > 0 && i < completeAt.length; i++) {
            if (!isKnown(i)) {
                some.add(members.get(i));
            }
        }
        return some;
    }

    @Override
    boolean isKnown() {
        return unknown == 0;
    }

    /// It is complete when all members are.
    @Override
    long completeAt() {
        return unknown > 0 || open > 0
                ? StreamState.OPEN
                : Arrays.stream(completeAt).max().orElse(StreamState.OPEN);
    }

    /// Something can be said of it also where nothing was ever heard of any member.
    @Override
    boolean isHeardOf() {
        return true;
    }

    @Override
    void recalled(Collection<Folding> foldings) {
        sets.recalled(foldings);
    }

    @Override
    long recallSince() {
        return recallSince;
    }

    /// From when the past must be read of those members whose state is to be found out, epoch ms.
    void recallSince(long epochMillis) {
        recallSince = epochMillis;
    }
}
