package io.dealstream.api.deals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.dealstream.api.Sight;
import io.dealstream.progress.BatchProgress;
import io.dealstream.progress.BatchView;
import io.dealstream.progress.DealProgress;
import io.dealstream.progress.DealView;
import io.dealstream.progress.DocumentProgress;
import io.dealstream.progress.Latest;
import io.dealstream.progress.Lens;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes current states as JSON (deals.md, "Current state"). Numbers keep the digits that the producer wrote.
final class Snapshots {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /// The syntax of a number in JSON.
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private static final String UPDATED = "deal_updated";
    private static final List<String> DOCUMENT_SCORES = List.of("processing.completed", "scoring_complete");
    private static final List<String> SCORES = List.of(UPDATED, "processing.completed", "scoring_complete");
    private static final List<String> GRADES = List.of(UPDATED, "scoring_complete");
    private static final String PROCESSED = "batch.document_processed";
    private static final String FAILED = "batch.document_failed";

    private Snapshots() {}

    /// A deal as a caller may see it: without the values that come only from hidden events and fields. The
    /// state is read now; the JSON is made when the supplier is called.
    static Supplier<ObjectNode> deal(String id, DealProgress state, Sight sight, boolean settled, String lastEventId) {
        if (sight.isWhole()) {
            DealView all = state.view();
            return () -> deal(id, all, settled, lastEventId);
        }
        Lens lens = new SightLens(sight);
        DealView seen = state.view(lens);
        return () -> narrowedDeal(deal(id, seen, settled, lastEventId), lens);
    }

    private static ObjectNode narrowedDeal(ObjectNode body, Lens lens) {
        leave(
                body,
                "status",
                lens.showsAny("status", List.of(UPDATED))
                        || lens.showsAny("new_status", List.of("deal.status_changed")));
        leave(body, "health_score", lens.showsAny("health_score", SCORES));
        leave(body, "health_grade", lens.showsAny("health_grade", GRADES));
        for (JsonNode document : body.get("documents")) {
            leave(document, "stage", lens.showsAny("stage", DocumentProgress.types()));
            leave(document, "progress", lens.showsAny("progress", DocumentProgress.types()));
            leave(document, "health_score", lens.showsAny("health_score", DOCUMENT_SCORES));
            leave(document, "error", lens.showsAny("error", List.of("processing.failed")));
        }
        return body;
    }

    /// A batch as a caller may see it, in the same way.
    static Supplier<ObjectNode> batch(String id, BatchProgress state, Sight sight, String lastEventId) {
        if (sight.isWhole()) {
            BatchView all = state.view();
            return () -> batch(id, all, lastEventId);
        }
        Lens lens = new SightLens(sight);
        BatchView seen = state.view(lens);
        return () -> narrowedBatch(batch(id, seen, lastEventId), lens);
    }

    private static ObjectNode narrowedBatch(ObjectNode body, Lens lens) {
        for (String count : List.of("total", "succeeded", "failed")) {
            leave(body, count, lens.showsField("batch.completed", count));
        }
        leave(body, "progress", lens.showsAny("progress", List.of(PROCESSED, FAILED)));
        for (JsonNode document : body.get("documents")) {
            leave(document, "status", lens.showsField(PROCESSED, "status"));
            leave(document, "error", lens.showsAny("error", List.of(FAILED)));
        }
        return body;
    }

    /// Removes a member that must not be shown.
    private static void leave(JsonNode body, String member, boolean shown) {
        if (!shown) {
            ((ObjectNode) body).remove(member);
        }
    }

    private static ObjectNode deal(String id, DealView deal, boolean settled, String lastEventId) {
        ObjectNode body = JSON.objectNode();
        body.putRawValue("deal_id", new RawValue(id));
        body.put("status", Latest.textOf(deal.status()));
        body.put("settled", settled);
        number(body, "health_score", Latest.textOf(deal.healthScore()));
        body.put("health_grade", Latest.textOf(deal.healthGrade()));
        ArrayNode documents = body.putArray("documents");
        for (DocumentProgress document : deal.documents()) {
            ObjectNode item = documents.addObject();
            item.putRawValue("document_id", new RawValue(document.id()));
            item.put("stage", document.stage());
            number(item, "progress", document.progress());
            item.put("status", document.status().name().toLowerCase(Locale.ROOT));
            number(item, "health_score", document.healthScore());
            item.put("error", document.error());
            item.put("updated_at", time(document.updatedAt()));
            if (document.stalledSince() != null) {
                item.put("stalled_since", document.stalledSince());
            }
        }
        body.put("last_event_id", lastEventId);
        return body;
    }

    /// The states of several subjects.
    ///
    /// @param name the name of the list
    /// @param asked the ids of the request, in the order of the answer
    /// @param states the states of the subjects that were ever seen, by id
    static ObjectNode many(
            String name, List<String> asked, Map<String, Supplier<ObjectNode>> states, String lastEventId) {
        ObjectNode body = JSON.objectNode();
        ArrayNode known = body.putArray(name);
        ArrayNode missing = body.putArray("missing");
        for (String id : asked) {
            Supplier<ObjectNode> state = states.get(id);
            if (state != null) {
                known.add(state.get());
            } else if (name.equals("deals")) {
                missing.addRawValue(new RawValue(id));
            } else {
                missing.add(id);
            }
        }
        body.put("last_event_id", lastEventId);
        return body;
    }

    private static ObjectNode batch(String id, BatchView batch, String lastEventId) {
        ObjectNode body = JSON.objectNode();
        body.put("batch_id", id);
        body.put("total", batch.counts().total());
        body.put("succeeded", batch.counts().succeeded());
        body.put("failed", batch.counts().failed());
        body.put("progress", batch.progress());
        body.put("completed", batch.completed());
        ArrayNode documents = body.putArray("documents");
        batch.documents().forEach(document -> {
            ObjectNode item = documents.addObject();
            item.putRawValue("document_id", new RawValue(document.id()));
            item.put("status", document.status());
            item.put("error", document.error());
            item.put("updated_at", time(document.updatedAt()));
        });
        body.put("last_event_id", lastEventId);
        return body;
    }

    /// Writes a number with the producer's digits. Where the catalogue leaves the type open, the value may be
    /// of another type.
    private static void number(ObjectNode body, String field, @Nullable String said) {
        if (said != null && NUMBER.matcher(said).matches()) {
            body.putRawValue(field, new RawValue(said));
        } else {
            body.put(field, said);
        }
    }

    private static String time(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).toString();
    }
}
