package io.dealstream.hub;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// What is on its way to readers, by lane. All that comes up together goes to a lane as one task: an event loop that is
/// woken for each stream falls asleep in between, and waking it costs more than what it then does. Belongs to the
/// intake's thread.
final class Outbox {

    /// What a lane is to be brought.
    interface Parcel {

        /// Done on the lane, after what was added before.
        void open();

        /// What is to be done instead, with the next sending, where the lane did not take it: however much it was, it
        /// is one and the same for all that was meant for the same readers.
        Parcel instead();
    }

    private final IdentityHashMap<Lane, List<Parcel>> parcels = new IdentityHashMap<>(2);
    private final HubListener listener;

    Outbox(HubListener listener) {
        this.listener = listener;
    }

    void add(Lane lane, Parcel parcel) {
        parcels.computeIfAbsent(lane, key -> new ArrayList<>()).add(parcel);
    }

    /// Sends everything on its way.
    void send() {
        if (parcels.isEmpty()) {
            return;
        }
        IdentityHashMap<Lane, List<Parcel>> sent = new IdentityHashMap<>(parcels);
        parcels.clear();
        sent.forEach(this::send);
    }

    private void send(Lane lane, List<Parcel> together) {
        try {
            lane.execute(() -> open(together));
        } catch (Throwable refused) {
            listener.failed("lane", refused);
            together.stream().map(Parcel::instead).distinct().forEach(parcel -> add(lane, parcel));
        }
    }

    /// All of them, whatever becomes of one.
    private void open(List<Parcel> together) {
        for (Parcel parcel : together) {
            try {
                parcel.open();
            } catch (Throwable failure) {
                listener.failed("parcel", failure);
            }
        }
    }
}
