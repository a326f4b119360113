package io.dealstream.api.deals;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.dealstream.progress.BatchView;
import io.dealstream.progress.DealView;
import io.dealstream.progress.DocumentProgress;
import io.dealstream.progress.Latest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Current state as JSON (deals.md, "Current state"). Numbers keep the digits that the producer wrote.
final class Snapshots {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /// As JSON has it.
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private Snapshots() {}

    static ObjectNode deal(String id, DealView deal, boolean settled, String lastEventId) {
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
        }
        body.put("last_event_id", lastEventId);
        return body;
    }

    /// The states of several.
    ///
    /// @param name what they are called
    /// @param asked all that were asked for, in the order in which they are told
    /// @param states of those that were ever heard of
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

    static ObjectNode batch(String id, BatchView batch, String lastEventId) {
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

    /// A number with the producer's digits. Where the catalogue leaves the type open, it may be anything else.
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
