package io.dealstream.history;

import io.dealstream.history.Admission.Verdict;
import io.dealstream.hub.ResetReason;
import io.dealstream.intake.EventTopics;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;

/// Makes one pass after another, as long as there are requests.
final class HistoryWorker implements Runnable {

    private static final Logger LOG = Logger.getLogger(HistoryWorker.class);

    private final Backlog backlog;
    private final Kafka kafka;
    private final EventTopics topics;
    private final Admission admission;
    private final Recollection recollection;
    private final HistoryListener listener;
    private final InstantSource clock;
    private final long idleMillis;
    private boolean failing;

    HistoryWorker(
            Backlog backlog,
            Kafka kafka,
            EventTopics topics,
            Admission admission,
            Recollection recollection,
            HistoryListener listener,
            InstantSource clock,
            long idleMillis) {
        this.backlog = backlog;
        this.kafka = kafka;
        this.topics = topics;
        this.admission = admission;
        this.recollection = recollection;
        this.listener = listener;
        this.clock = clock;
        this.idleMillis = idleMillis;
    }

    @Override
    public void run() {
        boolean dismissed = false;
        try (kafka) {
            for (List<Recall> turn = backlog.take(idleMillis); !turn.isEmpty(); turn = backlog.take(idleMillis)) {
                serve(turn);
            }
            dismissed = true;
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!dismissed) {
                backlog.quit();
            }
        }
    }

    private void serve(List<Recall> turn) {
        List<Recall> granted = new ArrayList<>();
        boolean helped = false;
        try {
            Survey survey = new Surveyor(kafka.admin(), topics).survey(turn);
            turn.forEach(recall -> judge(recall, survey, granted));
            helped = granted.isEmpty() || read(granted);
            failing &= !helped;
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            kafka.close();
            complain(e);
        }
        for (Recall recall : turn) {
            if (!recall.isDone()) {
                recall.leave();
                if (!helped || !granted.contains(recall)) {
                    recall.postpone(clock.millis());
                }
                recall.pause();
            }
        }
    }

    private void judge(Recall recall, Survey survey, List<Recall> granted) {
        Verdict verdict = recall.isAdmitted() ? admission.judgeAgain(recall, survey) : admission.judge(recall, survey);
        switch (verdict) {
            case Verdict.Lost(ResetReason reason) -> {
                recall.lose(reason);
                listener.lost(reason);
            }
            case Verdict.Granted(List<Leg> legs) -> {
                recall.admit(legs);
                if (recall.isDone()) {
                    recall.complete();
                    listener.served();
                } else {
                    granted.add(recall);
                }
            }
            case Verdict.Open() -> {}
        }
    }

    private boolean read(List<Recall> granted) {
        boolean helped = new Pass(kafka.consumer(), recollection, listener, granted).read(backlog::isClosed);
        if (!helped) {
            complain(new TimeoutException("nothing came"));
        }
        return helped;
    }

    private void complain(RuntimeException reason) {
        listener.failed();
        if (!failing) {
            failing = true;
            LOG.warn("Kafka cannot be read again for now; streams whose past it holds wait", reason);
        }
    }
}
