package io.dealstream.history;

import io.dealstream.history.PastCheck.Verdict;
import io.dealstream.hub.ResetReason;
import io.dealstream.kafka.Connections;
import io.dealstream.kafka.EventTopics;
import io.dealstream.tasks.Faults;
import io.dealstream.tasks.SparseLog;
import io.dealstream.tasks.Task;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;

/// Makes one pass after another, as long as there are requests. While Kafka does not answer, requests wait. Any
/// other failure, an `Error` too, is tried again a few times. After that the requests of the pass are told that
/// their past is lost, and the worker goes on with the others.
final class HistoryWorker implements Runnable {

    private static final Logger LOG = Logger.getLogger(HistoryWorker.class);

    private final Backlog backlog;
    private final Connections kafka;
    private final EventTopics topics;
    private final PastCheck check;
    private final Recollection recollection;
    private final HistoryListener listener;
    private final Faults faults;
    private final InstantSource clock;
    private final long idleMillis;
    private final SparseLog log;
    private boolean failing;

    HistoryWorker(
            Backlog backlog,
            Connections kafka,
            EventTopics topics,
            PastCheck check,
            Recollection recollection,
            HistoryListener listener,
            Faults faults,
            InstantSource clock,
            long idleMillis) {
        this.backlog = backlog;
        this.kafka = kafka;
        this.topics = topics;
        this.check = check;
        this.recollection = recollection;
        this.listener = listener;
        this.faults = faults;
        this.clock = clock;
        this.idleMillis = idleMillis;
        this.log = new SparseLog(HistoryWorker.class, clock);
    }

    @Override
    public void run() {
        boolean dismissed = false;
        try (kafka) {
            for (List<PastRequest> turn = next(); !turn.isEmpty(); turn = next()) {
                serve(turn);
            }
            dismissed = true;
        } finally {
            if (!dismissed) {
                backlog.quit();
            }
        }
    }

    private List<PastRequest> next() {
        while (true) {
            try {
                return backlog.take(idleMillis);
            } catch (InterruptedException e) {
                // the backlog is closed when the worker must end
                LOG.debug("Interrupted", e);
            }
        }
    }

    private void serve(List<PastRequest> turn) {
        Set<PastRequest> helped = Set.of();
        try {
            helped = attempt(turn);
        } catch (KafkaException e) {
            kafka.close();
            complain(e);
        } catch (Throwable e) {
            kafka.close();
            faults.of(Task.HISTORY, e);
            turn.forEach(this::stumble);
        }
        for (PastRequest request : turn) {
            putBack(request, helped.contains(request));
        }
    }

    /// @return the requests that made progress
    private Set<PastRequest> attempt(List<PastRequest> turn) {
        Survey survey = new Surveyor(kafka.admin(), topics, clock).survey(turn);
        Set<PastRequest> granted = new HashSet<>();
        for (PastRequest request : turn) {
            if (judge(request, survey)) {
                granted.add(request);
            }
        }
        if (granted.isEmpty()) {
            failing = false;
            return granted;
        }
        return read(granted) ? granted : Set.of();
    }

    /// @return whether there is something to read
    private boolean judge(PastRequest request, Survey survey) {
        Verdict verdict;
        try {
            verdict = request.isAdmitted() ? check.judgeAgain(request, survey) : check.judge(request, survey);
        } catch (Throwable e) {
            faults.of(Task.HISTORY, e);
            stumble(request);
            return false;
        }
        switch (verdict) {
            case Verdict.Lost(ResetReason reason, String because) -> {
                request.lose(reason);
                log.warn(reason.code(), "A reader was told that its past is lost: " + because);
                faults.attempt(Task.HISTORY, () -> listener.lost(reason));
            }
            case Verdict.Granted(List<RemainingRange> remaining) -> {
                request.admit(remaining);
                if (!request.isDone()) {
                    return true;
                }
                request.complete();
                faults.attempt(Task.HISTORY, listener::served);
            }
            case Verdict.Open() -> {}
        }
        return false;
    }

    private boolean read(Set<PastRequest> granted) {
        Pass pass = new Pass(kafka.consumer(), recollection, listener, faults, granted);
        return switch (pass.read(backlog::isClosed, backlog::isHeldUpBy)) {
            case DONE, GAVE_WAY -> {
                failing = false;
                yield true;
            }
            case HELD_UP -> false;
            case STALLED -> {
                complain(new TimeoutException("nothing came"));
                yield false;
            }
        };
    }

    /// Puts a request that is not done back into the backlog.
    private void putBack(PastRequest request, boolean helped) {
        try {
            if (request.isDone()) {
                return;
            }
            request.leave();
            if (helped) {
                request.gotOn();
            } else {
                request.postpone(clock.millis());
            }
            request.pause();
        } catch (Throwable e) {
            faults.of(Task.HISTORY, e);
            request.spoil();
        }
    }

    private void stumble(PastRequest request) {
        if (!request.isDone() && request.stumble()) {
            faults.attempt(Task.HISTORY, () -> listener.lost(ResetReason.EXPIRED));
        }
    }

    private void complain(KafkaException reason) {
        faults.attempt(Task.HISTORY, listener::failed);
        if (!failing) {
            failing = true;
            LOG.warn("Kafka cannot be read again for now; streams whose past it holds wait", reason);
        }
    }
}
