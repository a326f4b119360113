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

/// The documents that may stall, in the order of their last events. It holds only suspicions: the deal's state
/// tells whether a document is pending, and since when. Bounded: beyond the bound, the document that was silent
/// longest is given up. Thread-safe.
final class PendingDocuments implements EventWatch {

    static final String STALLED = "processing.stalled";
    private static final String DEAL = "deal";

    private final Set<String> types = Set.copyOf(DocumentProgress.types());
    /// In the order of their last events.
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

    /// The age of a document counts from the arrival of its last event. For an event that was in Kafka before,
    /// the watermark is the best known time: timestamps may lie, but a watermark never lies in the future here.
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
            // an earlier event tells nothing new
            return;
        } else if (DocumentProgress.isEnd(type)) {
            if (known != null && known.isBefore(event.position())) {
                documents.remove(key);
            }
        } else {
            long now = clock.millis();
            long written = event.position().watermark();
            long heardAt = fresh ? now : Math.min(now, written);
            // an impossible time is for the partition's keeper to correct
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

    /// The documents that may have stalled by a moment and that this replica must deal with.
    ///
    /// @param asOf epoch ms
    /// @param kept the partitions that this replica keeps
    /// @param atMost the most documents in the result
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

    /// Replaces a document by what is now known of it.
    ///
    /// @return false where another event has come meanwhile; then nothing changes
    synchronized boolean replace(PendingDocument one) {
        boolean unchanged = isLast(one);
        if (unchanged) {
            documents.put(one.key(), one);
        }
        return unchanged;
    }

    /// Removes a document, because it is not pending or its stall was written, unless another event has come
    /// meanwhile.
    synchronized void drop(PendingDocument one) {
        if (isLast(one)) {
            documents.remove(one.key());
        }
    }

    /// Whether the document is watched and no event of it has come since.
    synchronized boolean isLast(PendingDocument one) {
        PendingDocument known = documents.get(one.key());
        return known != null && known.last().equals(one.last());
    }

    synchronized int size() {
        return documents.size();
    }
}
