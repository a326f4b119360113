package io.dealstream.hub;

import io.dealstream.event.CursorTrack;
import io.dealstream.event.Event;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import io.dealstream.event.StreamState;
import io.dealstream.event.Subject;
import io.dealstream.event.SubjectSet;
import io.dealstream.event.Tenant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// The streams of one tenant that have the events of several subjects, while they have readers. What is known of the
/// subjects is the table's; a set has references to their events, and when each of them is complete. Guarded by its
/// tenant's lock.
final class StreamSets implements Keeper {

    /// So many events a set takes from memory when it is opened first, the latest; those before it reads from Kafka, so
    /// that the tenant is not locked for long.
    private static final int MOST_MERGED = 8_192;

    /// A subject in a set.
    private record Membership(SetLog set, int member) {}

    /// An event in memory.
    private record Place(EventRing ring, long number) {

        private static final Comparator<Place> LATEST_FIRST =
                Comparator.comparingLong(Place::arrival).reversed();

        long arrival() {
            return ring.arrival(number);
        }

        boolean isFirst() {
            return number == ring.first();
        }

        Place before() {
            return new Place(ring, number - 1);
        }
    }

    private final Tenant tenant;
    private final HubContext context;
    private final StreamTable table;
    private final LongConsumer weigh;
    private final Map<Subject, SetLog> whole = new HashMap<>();
    private final Map<Subject, List<Membership>> byMember = new HashMap<>();

    /// @param weigh told how many more bytes the sets take
    StreamSets(Tenant tenant, HubContext context, StreamTable table, LongConsumer weigh) {
        this.tenant = tenant;
        this.context = context;
        this.table = table;
        this.weigh = weigh;
    }

    boolean isEmpty() {
        return whole.isEmpty();
    }

    @Override
    public Collection<SetLog> whole() {
        return whole.values();
    }

    @Override
    public @Nullable SetLog whole(Subject subject) {
        return whole.get(subject);
    }

    @Override
    public @Nullable SetLog readBy(Subject subject) {
        SetLog known = whole.get(subject);
        return known == null ? begin(subject) : known;
    }

    private @Nullable SetLog begin(Subject subject) {
        SetLog set = make(subject);
        int size = set.members().size();
        if (context.members().addAndGet(size) > context.settings().members()) {
            context.members().addAndGet(-size);
            return null;
        }
        whole.put(subject, set);
        for (int i = 0; i < size; i++) {
            byMember.computeIfAbsent(set.members().get(i), key -> new ArrayList<>(1))
                    .add(new Membership(set, i));
        }
        weigh.accept(weight(set));
        return set;
    }

    private static long weight(SetLog set) {
        return (set.ring.next() - set.ring.first()) * SetLog.ENTRY_WEIGHT;
    }

    private SetLog make(Subject subject) {
        List<Subject> members = SubjectSet.members(subject);
        SetLog set = new SetLog(
                new StreamKey(tenant, subject), members, context.floors()::knownSince, this, context.listener());
        PriorityQueue<Place> latest = new PriorityQueue<>(members.size(), Place.LATEST_FIRST);
        for (int i = 0; i < members.size(); i++) {
            StreamLog member = learn(set, i);
            if (member != null && !member.ring.isEmpty()) {
                latest.add(new Place(member.ring, member.ring.next() - 1));
            }
        }
        merge(latest, set);
        return set;
    }

    /// Takes over what is known of a member.
    private @Nullable StreamLog learn(SetLog set, int number) {
        Subject subject = set.members().get(number);
        StreamLog member = table.peek(subject);
        if (member != null) {
            set.lastSeen(member.evicted.lasts());
            set.givenUpSince(member.givenUpSince());
        }
        if (table.isKnown(subject)) {
            set.known(number, member == null ? StreamState.OPEN : member.completeAt());
        } else {
            set.unknown(number);
        }
        return member;
    }

    /// Takes the latest events from the members' own.
    private static void merge(PriorityQueue<Place> latest, SetLog set) {
        List<Place> merged = new ArrayList<>();
        while (!latest.isEmpty() && merged.size() < MOST_MERGED) {
            Place place = latest.remove();
            // the event of two members comes twice
            if (merged.isEmpty() || merged.getLast().arrival() != place.arrival()) {
                merged.add(place);
            }
            if (!place.isFirst()) {
                latest.add(place.before());
            }
        }
        CursorTrack rest = new CursorTrack();
        for (Place earlier : latest) {
            // the last of each partition comes first
            for (long number = earlier.number; number >= earlier.ring.first(); number--) {
                rest.seen(earlier.ring.get(number).position());
                set.givenUpSince(earlier.ring.since(number));
            }
        }
        set.lastSeen(rest.lasts());
        for (Place place : merged.reversed()) {
            set.add(place.ring.get(place.number), place.ring.since(place.number), place.arrival());
        }
    }

    @Override
    public void rest(StreamLog log) {
        if (log.readers > 0 || !whole.remove(log.key.subject(), log) || !(log instanceof SetLog set)) {
            return;
        }
        for (Subject member : set.members()) {
            byMember.computeIfPresent(member, (key, memberships) -> {
                memberships.removeIf(membership -> membership.set == set);
                return memberships.isEmpty() ? null : memberships;
            });
        }
        if (set.dueAt != StreamState.OPEN) {
            context.completions().removeIf(due -> due.log() == set);
        }
        context.members().addAndGet(-set.members().size());
        weigh.accept(-weight(set));
    }

    /// Whether an event is on any of them.
    boolean have(Event event) {
        return !byMember.isEmpty() && event.subjects().stream().anyMatch(byMember::containsKey);
    }

    /// Those that a subject is a member of.
    List<SetLog> of(Subject subject) {
        return memberships(subject).stream().map(Membership::set).toList();
    }

    private List<Membership> memberships(Subject subject) {
        return byMember.isEmpty() ? List.of() : byMember.getOrDefault(subject, List.of());
    }

    /// Makes sure that the next [#add] does not fail.
    void makeRoom(Event event) {
        for (Subject subject : event.subjects()) {
            memberships(subject).forEach(membership -> membership.set.ring.makeRoom());
        }
    }

    /// Adds an event that its own streams have taken in.
    ///
    /// @param told where the sets are added to that have it
    void add(Event event, long since, long arrival, List<SetLog> told) {
        for (Subject subject : event.subjects()) {
            List<Membership> memberships = memberships(subject);
            StreamLog member = memberships.isEmpty() ? null : table.whole(subject);
            for (Membership membership : memberships) {
                SetLog set = membership.set;
                if (member != null && member.isKnown() && set.isKnown(membership.member)) {
                    set.known(membership.member, member.completeAt());
                } else {
                    learn(set, membership.member);
                }
                if (!set.endsWith(arrival)) {
                    set.add(event, since, arrival);
                    weigh.accept(SetLog.ENTRY_WEIGHT);
                    told.add(set);
                }
            }
        }
    }

    /// Gives up the oldest event in memory.
    void evict(Event oldest) {
        for (Subject subject : oldest.subjects()) {
            for (Membership membership : memberships(subject)) {
                SetLog set = membership.set;
                if (isFirst(oldest, set.ring)) {
                    set.evictFirst();
                    weigh.accept(-SetLog.ENTRY_WEIGHT);
                }
            }
        }
    }

    private static boolean isFirst(Event event, EventRing ring) {
        return !ring.isEmpty() && ring.get(ring.first()).position().equals(event.position());
    }

    /// The state of a stream is not what its events add up to.
    void mistrust(Subject subject) {
        memberships(subject).forEach(membership -> membership.set.unknown(membership.member));
    }

    /// Any stream may have a past that is still to be read.
    void awaitEarlier() {
        byMember.keySet().forEach(this::mistrust);
    }

    @Override
    public boolean isKnown(Subject subject) {
        SetLog set = whole.get(subject);
        return set == null ? SubjectSet.members(subject).stream().allMatch(table::isKnown) : isKnown(set);
    }

    @Override
    public boolean isKnown(StreamLog log) {
        if (!log.isKnown() && log instanceof SetLog set) {
            for (int i = 0; i < set.members().size(); i++) {
                if (!set.isKnown(i) && table.isKnown(set.members().get(i))) {
                    learn(set, i);
                }
            }
        }
        return log.isKnown();
    }

    @Override
    public List<Folding> foldings(StreamLog log) {
        return log instanceof SetLog set ? foldings(set, set.unknownMembers()) : List.of();
    }

    /// What has to be read again for some of the members.
    List<Folding> foldings(SetLog set, Collection<Subject> members) {
        set.recallSince(members.stream().mapToLong(table::recallSince).min().orElse(Long.MAX_VALUE));
        return members.stream().map(table::folding).toList();
    }

    /// The pasts of some members were read again.
    void recalled(Collection<Folding> foldings) {
        for (Folding folding : foldings) {
            table.recalled(folding);
            learned(folding);
        }
    }

    /// Whatever a stream was read again for, the sets that it is in know it, too.
    void learned(Folding folding) {
        for (Membership membership : memberships(folding.subject())) {
            membership.set.lastSeen(folding.past().lasts());
            membership.set.known(membership.member, folding.state().completeAt());
        }
    }

    @Override
    public void recalled(StreamLog log) {
        // its members are, see above
    }

    @Override
    public <T> Optional<T> read(Subject subject, Function<StreamLog, T> reader) {
        SetLog known = whole.get(subject);
        SetLog set = known == null ? make(subject) : known;
        return isKnown(set) ? Optional.of(reader.apply(set)) : Optional.empty();
    }

    @Override
    public CursorTrack evicted(Subject subject) {
        SetLog set = whole.get(subject);
        if (set != null) {
            return set.evicted;
        }
        CursorTrack evicted = new CursorTrack();
        for (Subject member : SubjectSet.members(subject)) {
            for (Position last : table.evicted(member).lasts()) {
                evicted.seen(last);
            }
        }
        return evicted;
    }

    @Override
    public CursorTrack unread(StreamLog log) {
        return log instanceof SetLog set && !set.isKnown() ? table.unread(set, set.unknownMembers()) : log.evicted;
    }
}
