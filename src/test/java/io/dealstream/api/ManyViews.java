package io.dealstream.api;

import io.dealstream.catalogue.Catalogue;
import io.dealstream.catalogue.Entry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The service with views that hide a little, much, and nearly all.
public final class ManyViews extends ShortTimes {

    /// A view as it is configured.
    ///
    /// @param types null: all
    record Written(String types, String hide) {}

    /// What no view may hide: by what things are told apart.
    private static final List<String> KEYS =
            List.of("deal_id", "batch_id", "case_id", "document_id", "statement_id", "file_id");

    /// By name.
    static Map<String, Written> views() {
        Map<String, Written> views = new LinkedHashMap<>();
        views.put(
                "borrower",
                new Written(
                        "processing.*,deal.status_changed,deal.decision",
                        "*.health_score,*.health_grade,deal.decision.decided_by,screening_complete.buckets"));
        views.put(
                "nested",
                new Written(
                        null,
                        "*.extra.secret,*.extra.list.secret,status_update.extra.open,screening_complete.buckets.secret,"
                                + "*.error,batch.completed.total,file.analysis.progress.stage"));
        views.put(
                "ends",
                new Written("deal_updated,batch.*,case.analysis.completed,sync.*,file_c*,security.*", "*.status"));
        views.put("bare", new Written(null, allFields()));
        return views;
    }

    private static String allFields() {
        return "*.extra,"
                + Catalogue.load().entries().stream()
                        .flatMap(entry -> fields(entry)
                                .filter(field -> !KEYS.contains(field))
                                .map(field -> entry.type().name() + "." + field))
                        .collect(Collectors.joining(","));
    }

    private static Stream<String> fields(Entry entry) {
        return entry.schema().path("properties").properties().stream().map(Map.Entry::getKey);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new LinkedHashMap<>(super.getConfigOverrides());
        views().forEach((name, view) -> {
            if (view.types() != null) {
                settings.put("dealstream.views." + name + ".types", view.types());
            }
            settings.put("dealstream.views." + name + ".hide", view.hide());
        });
        return settings;
    }
}
