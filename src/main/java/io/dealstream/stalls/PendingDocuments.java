package io.dealstream.stalls;

import io.dealstream.event.Event;
import io.dealstream.event.Partition;
import io.dealstream.event.Subject;
import io.dealstream.intake.EventWatch;
import io.dealstream.progress.DocumentProgress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The documents that may stall, by when something was heard of each. What it holds is a suspicion: whether a
/// document is pending, and since when, is for the deal's state to say. Bounded: past it the one that was silent
/// for longest is given up. Safe for many threads.
final class PendingDocuments implements EventWatch {

    static final String STALLED = "processing.stalled";
    private static final String DEAL = "deal";

    private final Set<String> types = Set.copyOf(DocumentProgress.types());
    /// In the order in which they were heard of last.
    private final Map<DocumentKey, PendingDocument> documents = new LinkedHashMap<>();

    private final Patience patience;
    private final int most;
    private final StallListener listener;
    private final InstantSource clock;

    PendingDocuments(Patience patience, int most, StallListener listener, InstantSource clock) {
        this.patience = patience;
        this.most = most;
        this.listener = listener;
        this.clock = clock;
    }

    /// Ageing goes by when an event came. Of one that was there before, the watermark is the best that is known:
    /// timestamps may lie, but it never lies in the future here.
    @Override
    public void taken(Event event, boolean fresh) {
        String type = event.type().name();
        String document = event.document();
        if (document == null || !types.contains(type)) {
            return;
        }
        for (Subject subject : event.subjects()) {
            if (subject.kind().equals(DEAL)) {
                take(event, new DocumentKey(event.tenant(), subject, document), fresh);
                return;
            }
        }
    }

    private synchronized void take(Event event, DocumentKey key, boolean fresh) {
        PendingDocument known = documents.get(key);
        String type = event.type().name();
        if (type.equals(STALLED)) {
            if (known != null) {
                documents.put(key, known.inDoubt());
            }
        } else if (known != null && !known.isBefore(event.position()) && !fresh) {
            // what lies behind says nothing new
            return;
        } else if (DocumentProgress.isEnd(type)) {
            if (known != null && known.isBefore(event.position())) {
                documents.remove(key);
            }
        } else {
            long now = clock.millis();
            long written = event.position().watermark();
            long heardAt = fresh ? now : Math.min(now, written);
            // a time that cannot be is for the partition's keeper to put right
            long dueAt = fresh || written <= now ? heardAt + patience.shortest() : now;
            documents.remove(key);
            documents.put(key, new PendingDocument(key, event.position(), fresh, heardAt, dueAt, null));
            limit();
        }
    }

    private void limit() {
        if (documents.size() > most) {
            documents.remove(documents.keySet().iterator().next());
            listener.documentGivenUp();
        }
    }

    /// Those that may have stalled by a moment and are a business of ours.
    ///
    /// @param asOf epoch ms
    /// @param kept the partitions that this replica keeps
    /// @param atMost how many
    synchronized List<PendingDocument> due(long asOf, Set<Partition> kept, int atMost) {
        List<PendingDocument> due = new ArrayList<>();
        for (PendingDocument one : documents.values()) {
            if (one.dueAt() <= asOf && (one.home() == null || kept.contains(one.home()))) {
                due.add(one);
                if (due.size() == atMost) {
                    break;
                }
            }
        }
        return due;
    }

    /// More is known of it.
    ///
    /// @return false where another event has come meanwhile, so that it is as it was
    synchronized boolean replace(PendingDocument one) {
        boolean unchanged = isLast(one);
        if (unchanged) {
            documents.put(one.key(), one);
        }
        return unchanged;
    }

    /// Nothing is awaited of it, or its stall is told; unless another event has come meanwhile.
    synchronized void drop(PendingDocument one) {
        if (isLast(one)) {
            documents.remove(one.key());
        }
    }

    private boolean isLast(PendingDocument one) {
        PendingDocument known = documents.get(one.key());
        return known != null && known.last().equals(one.last());
    }

    synchronized int size() {
        return documents.size();
    }
}
