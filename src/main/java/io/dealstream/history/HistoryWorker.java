package io.dealstream.history;

import io.dealstream.history.Admission.Verdict;
import io.dealstream.hub.ResetReason;
import io.dealstream.kafka.Connections;
import io.dealstream.kafka.EventTopics;
import io.dealstream.tasks.Faults;
import io.dealstream.tasks.Task;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;

/// Makes one pass after another, as long as there are requests. While Kafka does not answer, requests wait. Whatever
/// else fails, an `Error` too, is tried again a few times; then those whom it concerns are told that their past is
/// lost, and the worker goes on with the others.
final class HistoryWorker implements Runnable {

    private static final Logger LOG = Logger.getLogger(HistoryWorker.class);

    private final Backlog backlog;
    private final Connections kafka;
    private final EventTopics topics;
    private final Admission admission;
    private final Recollection recollection;
    private final HistoryListener listener;
    private final Faults faults;
    private final InstantSource clock;
    private final long idleMillis;
    private boolean failing;

    HistoryWorker(
            Backlog backlog,
            Connections kafka,
            EventTopics topics,
            Admission admission,
            Recollection recollection,
            HistoryListener listener,
            Faults faults,
            InstantSource clock,
            long idleMillis) {
        this.backlog = backlog;
        this.kafka = kafka;
        this.topics = topics;
        this.admission = admission;
        this.recollection = recollection;
        this.listener = listener;
        this.faults = faults;
        this.clock = clock;
        this.idleMillis = idleMillis;
    }

    @Override
    public void run() {
        boolean dismissed = false;
        try (kafka) {
            for (List<Recall> turn = next(); !turn.isEmpty(); turn = next()) {
                serve(turn);
            }
            dismissed = true;
        } finally {
            if (!dismissed) {
                backlog.quit();
            }
        }
    }

    private List<Recall> next() {
        while (true) {
            try {
                return backlog.take(idleMillis);
            } catch (InterruptedException e) {
                // whoever wants it to end closes the backlog
                LOG.debug("Interrupted", e);
            }
        }
    }

    private void serve(List<Recall> turn) {
        Set<Recall> helped = Set.of();
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
        for (Recall recall : turn) {
            putBack(recall, helped.contains(recall));
        }
    }

    /// @return whom it has brought further
    private Set<Recall> attempt(List<Recall> turn) {
        Survey survey = new Surveyor(kafka.admin(), topics, clock).survey(turn);
        Set<Recall> granted = new HashSet<>();
        for (Recall recall : turn) {
            if (judge(recall, survey)) {
                granted.add(recall);
            }
        }
        if (granted.isEmpty()) {
            failing = false;
            return granted;
        }
        return read(granted) ? granted : Set.of();
    }

    /// @return whether there is something to be read
    private boolean judge(Recall recall, Survey survey) {
        Verdict verdict;
        try {
            verdict = recall.isAdmitted() ? admission.judgeAgain(recall, survey) : admission.judge(recall, survey);
        } catch (Throwable e) {
            faults.of(Task.HISTORY, e);
            stumble(recall);
            return false;
        }
        switch (verdict) {
            case Verdict.Lost(ResetReason reason) -> {
                recall.lose(reason);
                faults.attempt(Task.HISTORY, () -> listener.lost(reason));
            }
            case Verdict.Granted(List<Leg> legs) -> {
                recall.admit(legs);
                if (!recall.isDone()) {
                    return true;
                }
                recall.complete();
                faults.attempt(Task.HISTORY, listener::served);
            }
            case Verdict.Open() -> {}
        }
        return false;
    }

    private boolean read(Set<Recall> granted) {
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

    /// A request that is not done waits for a later pass.
    private void putBack(Recall recall, boolean helped) {
        try {
            if (recall.isDone()) {
                return;
            }
            recall.leave();
            if (helped) {
                recall.gotOn();
            } else {
                recall.postpone(clock.millis());
            }
            recall.pause();
        } catch (Throwable e) {
            faults.of(Task.HISTORY, e);
            recall.spoil();
        }
    }

    private void stumble(Recall recall) {
        if (!recall.isDone() && recall.stumble()) {
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
