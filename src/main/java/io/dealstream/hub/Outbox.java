package io.dealstream.hub;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// Parcels on their way to readers, by lane. A lane gets all parcels of one sending as one task: an event loop that is
/// woken for each stream falls asleep in between, and waking it costs more than the work itself. Belongs to the
/// intake's thread.
final class Outbox {

    /// Something for the readers of one lane.
    interface Parcel {

        /// Done on the lane, after the parcels that were added before.
        void open();

        /// What is sent instead with the next sending, if the lane did not take this one. It is the same
        /// for all parcels for the same readers.
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

    /// Opens all of them, even if one throws.
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
