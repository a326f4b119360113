package io.dealstream.api;

import io.dealstream.access.Admission;
import io.dealstream.access.Caller;
import io.dealstream.access.Lease;
import io.dealstream.access.LeaseEnd;
import io.dealstream.access.Leases;
import io.dealstream.access.Origin;
import io.dealstream.access.Scope;
import io.dealstream.tasks.Faults;
import io.dealstream.tasks.Task;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The polls that wait on this replica. A poll ends with its credential, and a shutdown answers all polls.
@Singleton
final class OpenPolls {

    private final Set<Poll> open = ConcurrentHashMap.newKeySet();
    private final OpenStreams streams;
    private final Leases leases;
    private final Faults faults;

    OpenPolls(OpenStreams streams, Leases leases, Faults faults) {
        this.streams = streams;
        this.leases = leases;
        this.faults = faults;
    }

    /// Begins a poll on its lane.
    ///
    /// @param afterwards run once when the poll is over, however it ends
    void begin(Poll poll, Exchange exchange, Caller caller, Scope needed, Runnable afterwards) {
        try {
            exchange.context().addEndHandler(ended -> poll.leave());
            Lease lease = leases.open(caller, needed, end -> poll.refuse(refusal(caller, end)));
            open.add(poll);
            poll.start(() -> {
                open.remove(poll);
                lease.close();
                afterwards.run();
            });
        } catch (RuntimeException | Error failure) {
            open.remove(poll);
            afterwards.run();
            poll.onFailure(failure);
        }
        if (streams.isDraining()) {
            poll.sendAway();
        }
    }

    int size() {
        return open.size();
    }

    /// Answers all polls at once, after no new ones are accepted.
    void drain() {
        open.forEach(poll -> faults.guard(Task.DRAIN, poll::sendAway).run());
    }

    /// The refusal that a new request with the same credential would get.
    private static Refusal refusal(Caller caller, LeaseEnd end) {
        return Doorkeeper.refusal(
                switch (end) {
                    case REVOKED -> Admission.Reason.KEY_REVOKED;
                    case EXPIRED ->
                        caller.origin() instanceof Origin.Key
                                ? Admission.Reason.KEY_EXPIRED
                                : Admission.Reason.TOKEN_EXPIRED;
                });
    }
}
