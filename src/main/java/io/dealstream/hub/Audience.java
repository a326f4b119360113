package io.dealstream.hub;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The live readers of one stream, by lane. Collected events go to each lane as one parcel, whatever the number of
/// readers and events. Guarded by its tenant's lock; the lists of members belong to their lanes.
final class Audience {

    /// A delivery with the number of its event in the stream; a delivery without an event has the number of the next.
    record Numbered(long number, Delivery delivery) {}

    /// The readers on one lane.
    static final class Group implements Phase.Live {

        private final Lane lane;
        private final Outbox.Parcel rewind = new Rewind(this);
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
                if (i < members.size()) {
                    members.get(i).accept(batch);
                }
            }
            for (Numbered one : batch) {
                if (one.delivery() instanceof Delivery.Message message) {
                    listener.handedOver(kind, message.event());
                }
            }
            if (consignment.rewind()) {
                rewind.open();
            }
            EndOfStream end = consignment.end();
            if (end != null) {
                List.copyOf(members).forEach(member -> member.end(end));
            }
            consignment.delivered(listener, kind);
        }
    }

    /// A parcel for all lanes.
    ///
    /// @param rewind whether an event is missing in it
    /// @param lanes that do not have it yet
    /// @param sentAt as of [System#nanoTime]
    private record Consignment(
            List<Numbered> batch,
            boolean rewind,
            @Nullable EndOfStream end,
            int readers,
            AtomicInteger lanes,
            long sentAt) {

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

    /// One lane's part of it.
    private record Part(Group group, Consignment consignment, HubListener listener, String kind)
            implements Outbox.Parcel {

        @Override
        public void open() {
            group.deliver(consignment, listener, kind);
        }

        @Override
        public Outbox.Parcel instead() {
            return group.rewind;
        }
    }

    /// A group's readers have missed something.
    private record Rewind(Group group) implements Outbox.Parcel {

        @Override
        public void open() {
            List.copyOf(group.members).forEach(Subscription::rewind);
        }

        @Override
        public Outbox.Parcel instead() {
            return this;
        }
    }

    private final HubListener listener;
    private final String kind;
    private final IdentityHashMap<Lane, Group> groups = new IdentityHashMap<>(2);
    private List<Numbered> pending = new ArrayList<>();
    private @Nullable EndOfStream end;
    private boolean rewind;
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

    /// Whether there is nothing to hand over.
    boolean isFlushed() {
        return pending.isEmpty() && end == null && !rewind;
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

    /// Collects a delivery for all readers.
    void tell(long number, Delivery delivery) {
        pending.add(new Numbered(number, delivery));
    }

    /// All readers' streams end after what was collected.
    void end(EndOfStream reason) {
        end = reason;
    }

    /// An event could not be collected: all readers go back to the past for it.
    void rewind() {
        rewind = true;
    }

    /// Hands over what was collected.
    void flush(Outbox outbox) {
        if (isFlushed()) {
            return;
        }
        Consignment consignment =
                new Consignment(pending, rewind, end, size, new AtomicInteger(groups.size()), System.nanoTime());
        pending = new ArrayList<>();
        end = null;
        rewind = false;
        for (Group group : groups.values()) {
            outbox.add(group.lane, new Part(group, consignment, listener, kind));
        }
    }
}
