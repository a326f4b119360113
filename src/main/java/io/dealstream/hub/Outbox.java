package io.dealstream.hub;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is on its way to readers, by lane. All that comes up together goes to a lane as one task: an event loop that is
/// woken for each stream falls asleep in between, and waking it costs more than what it then does. Belongs to the
/// intake's thread.
final class Outbox {

    private final IdentityHashMap<Lane, List<Runnable>> parcels = new IdentityHashMap<>(2);

    /// @param parcel what is to be done on the lane, after what was added before
    void add(Lane lane, Runnable parcel) {
        parcels.computeIfAbsent(lane, key -> new ArrayList<>()).add(parcel);
    }

    /// Sends everything on its way.
    void send() {
        parcels.forEach((lane, together) -> lane.execute(() -> open(together)));
        parcels.clear();
    }

    /// All of them, whatever becomes of one.
    private static void open(List<Runnable> together) {
        RuntimeException failure = null;
        for (Runnable parcel : together) {
            try {
                parcel.run();
            } catch (RuntimeException e) {
                failure = first(failure, e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static RuntimeException first(@Nullable RuntimeException failure, RuntimeException next) {
        if (failure == null) {
            return next;
        }
        failure.addSuppressed(next);
        return failure;
    }
}
