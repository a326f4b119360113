package io.dealstream.hub;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The live readers of one stream, by lane. What it collects is brought to each lane once, whatever the number
/// of readers and events. Guarded by its tenant's lock; the lists of members belong to their lanes.
final class Audience {

    /// A delivery with the number of its event in the stream; what is no event has the number of the next.
    record Numbered(long number, Delivery delivery) {}

    /// The readers on one lane.
    static final class Group {

        private final Lane lane;
        private final ArrayList<Subscription> members = new ArrayList<>();
        private int size;

        Group(Lane lane) {
            this.lane = lane;
        }

        /// On the lane, right after [#join].
        void add(Subscription member) {
            member.seat = members.size();
            members.add(member);
        }

        /// On the lane.
        void remove(Subscription member) {
            Subscription last = members.removeLast();
            if (last != member) {
                members.set(member.seat, last);
                last.seat = member.seat;
            }
        }

        private void deliver(Consignment consignment, HubListener listener, String kind) {
            List<Numbered> batch = consignment.batch();
            // backwards: a reader that leaves meanwhile gives its seat to one that was already served
            for (int i = members.size() - 1; i >= 0; i--) {
                members.get(i).accept(batch);
            }
            for (Numbered one : batch) {
                if (one.delivery() instanceof Delivery.Message message) {
                    listener.handedOver(kind, message.event());
                }
            }
            EndOfStream end = consignment.end();
            if (end != null) {
                List.copyOf(members).forEach(member -> member.finish(end));
            }
            consignment.delivered(listener, kind);
        }
    }

    /// What goes to all lanes at once.
    ///
    /// @param lanes that do not have it yet
    /// @param sentAt as of [System#nanoTime]
    private record Consignment(
            List<Numbered> batch, @Nullable EndOfStream end, int readers, AtomicInteger lanes, long sentAt) {

        /// One more lane has it.
        void delivered(HubListener listener, String kind) {
            if (lanes.decrementAndGet() > 0) {
                return;
            }
            long nanos = System.nanoTime() - sentAt;
            for (Numbered one : batch) {
                if (one.delivery() instanceof Delivery.Message message) {
                    listener.reachedAll(kind, message.event(), readers, nanos);
                }
            }
        }
    }

    private final HubListener listener;
    private final String kind;
    private final IdentityHashMap<Lane, Group> groups = new IdentityHashMap<>(2);
    private List<Numbered> pending = new ArrayList<>();
    private @Nullable EndOfStream end;
    private int size;

    Audience(HubListener listener, String kind) {
        this.listener = listener;
        this.kind = kind;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    int pending() {
        return pending.size();
    }

    Group join(Lane lane) {
        Group group = groups.computeIfAbsent(lane, Group::new);
        group.size++;
        size++;
        return group;
    }

    void leave(Group group) {
        size--;
        if (--group.size == 0) {
            groups.remove(group.lane);
        }
    }

    /// Collects a delivery for everybody.
    void tell(long number, Delivery delivery) {
        pending.add(new Numbered(number, delivery));
    }

    /// Everybody's stream ends after what was collected.
    void end(EndOfStream reason) {
        end = reason;
    }

    /// Hands over what was collected.
    void flush(Outbox outbox) {
        if (pending.isEmpty() && end == null) {
            return;
        }
        Consignment consignment =
                new Consignment(pending, end, size, new AtomicInteger(groups.size()), System.nanoTime());
        pending = new ArrayList<>();
        end = null;
        for (Group group : groups.values()) {
            outbox.add(group.lane, () -> group.deliver(consignment, listener, kind));
        }
    }
}
