package io.dealstream.local;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/// One deal from its creation to a decision, with one to four documents that are processed at the same time.
///
/// The same deal always has the same documents. So a deal that was interrupted, for example by a reload, is
/// finished when it is told again.
///
/// @param deal the deal's id
/// @param run how many times it was told before; from the second time on, its documents are analysed again
record DealStory(long deal, int run) {

    private static final int DOCUMENTS_AT_MOST = 4;
    private static final List<String> BUSINESSES = List.of(
            "Bolt Logistics Inc",
            "Harbor Street Bakery",
            "Northwind Roofing LLC",
            "Lakeside Dental Group",
            "Copper Kettle Catering",
            "Redwood Auto Repair",
            "Blue Heron Landscaping",
            "Summit Print & Sign");

    List<Sample> events() {
        Random random = new Random(Objects.hash(deal, run));
        List<DocumentStory> documents = new ArrayList<>();
        int count = 1 + Math.floorMod(Long.hashCode(deal * 31), DOCUMENTS_AT_MOST);
        for (int i = 1; i <= count; i++) {
            documents.add(DocumentStory.of(deal, deal * 10 + i, random));
        }
        List<Score> scores = documents.stream()
                .map(DocumentStory::score)
                .filter(Objects::nonNull)
                .toList();
        List<Sample> events = new ArrayList<>(opening());
        events.addAll(atOnce(documents, random));
        events.addAll(closing(scores, random));
        return events;
    }

    private List<Sample> opening() {
        if (run > 0) {
            return List.of(status("under_review", "processing"));
        }
        Sample created = about(Topic.DEAL, "deal.created")
                .with("business_name", BUSINESSES.get(Math.floorMod(deal, BUSINESSES.size())))
                .with("created_by", "ana@example.com");
        return List.of(created, status("new", "processing"));
    }

    /// Mixes the documents' events. Each document's events stay in order.
    private static List<Sample> atOnce(List<DocumentStory> documents, Random random) {
        List<Integer> turns = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            turns.addAll(Collections.nCopies(documents.get(i).events().size(), i));
        }
        Collections.shuffle(turns, random);
        int[] told = new int[documents.size()];
        return turns.stream()
                .map(turn -> documents.get(turn).events().get(told[turn]++))
                .toList();
    }

    private List<Sample> closing(List<Score> scores, Random random) {
        Sample updated = about(Topic.PROCESSING, "deal_updated");
        if (scores.isEmpty()) {
            return List.of(
                    updated.with("status", "failed").with("timestamp", Sample.NOW), status("processing", "failed"));
        }
        Score overall = Score.average(scores);
        updated = updated.with("status", "ready")
                .with("health_score", overall.value())
                .with("health_grade", overall.grade())
                .with("avg_monthly_deposits", BigDecimal.valueOf(random.nextLong(1_000_000, 30_000_000), 2))
                .with("timestamp", Sample.NOW);
        Sample decided = about(Topic.DEAL, "deal.decision")
                .with("decision", overall.value().intValue() >= 50 ? "approved" : "declined")
                .with("decided_by", "underwriter@example.com");
        return List.of(updated, status("processing", "under_review"), decided);
    }

    private Sample status(String from, String to) {
        return about(Topic.DEAL, "deal.status_changed").with("old_status", from).with("new_status", to);
    }

    private Sample about(Topic topic, String type) {
        return new Sample(topic, deal, type).with("deal_id", deal);
    }
}
