package io.dealstream.local;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// One document on its way through the stages, with events of both catalogues of the contract. Some fail.
///
/// @param events the document's events in order
/// @param score the document's score; null where it failed
record DocumentStory(List<Sample> events, @Nullable Score score) {

    private static final List<String> ERRORS = List.of(
            "Password-protected PDF",
            "Scan is too faint to read",
            "No transactions found in the statement",
            "Statement period could not be determined");
    private static final List<String> KINDS = List.of("bank_statement", "bank_statement", "tax_return", "voided_check");
    private static final List<String> BUCKETS =
            List.of("large_unusual_deposit", "repeat_charge", "overdraft_fee", "loan_payment");
    private static final int ONE_FAILS_IN = 8;

    /// Makes up a document.
    static DocumentStory of(long deal, long document, Random random) {
        return new Telling(deal, document, random).tell();
    }

    /// The values that all events of one document share.
    private record Telling(long deal, long document, Random random, List<Sample> events) {

        Telling(long deal, long document, Random random) {
            this(deal, document, random, new ArrayList<>());
        }

        DocumentStory tell() {
            boolean scanned = random.nextInt(3) == 0;
            events.add(stage("processing.started", "uploaded", 0));
            events.add(progress("classifying", 8));
            events.add(progress(scanned ? "running_ocr" : "extracting_text", 20));
            if (random.nextInt(ONE_FAILS_IN) == 0) {
                events.add(byStatement("processing.failed").with("error", pick(ERRORS)));
                return new DocumentStory(List.copyOf(events), null);
            }
            Score score = Score.random(random);
            events.add(done("extraction_complete")
                    .with("document_type", pick(KINDS))
                    .with("page_count", 1 + random.nextInt(30)));
            events.add(progress("parsing_with_llm", 40));
            events.add(done("parse_complete")
                    .with("transaction_count", random.nextInt(60, 900))
                    .with("months_covered", 1 + random.nextInt(6)));
            events.add(progress("analyzing", 55));
            events.add(progress("computing_metrics", 65));
            events.add(done("metrics_complete")
                    .with("avg_daily_balance", money(80_000))
                    .with("avg_monthly_deposits", money(300_000))
                    .with("nsf_count", random.nextInt(5)));
            events.add(progress("screening", 80));
            events.add(screened());
            events.add(
                    done("scoring_complete").with("health_score", score.value()).with("health_grade", score.grade()));
            events.add(stage("processing.completed", "completed", 100).with("health_score", score.value()));
            return new DocumentStory(events.stream().map(Telling::stamped).toList(), score);
        }

        private Sample screened() {
            Map<String, Integer> buckets = new LinkedHashMap<>();
            int flags = random.nextInt(4);
            for (int i = 0; i < flags; i++) {
                buckets.merge(pick(BUCKETS), 1, Integer::sum);
            }
            return done("screening_complete").with("total_flags", flags).with("buckets", buckets);
        }

        private Sample progress(String stage, int percent) {
            return stage("processing.progress", stage, percent);
        }

        private Sample stage(String type, String stage, int percent) {
            return byStatement(type).with("stage", stage).with("progress", percent);
        }

        private Sample byStatement(String type) {
            return about(type).with("statement_id", document);
        }

        private Sample done(String type) {
            return about(type).with("document_id", document);
        }

        private Sample about(String type) {
            return new Sample(Topic.PROCESSING, deal, type).with("deal_id", deal);
        }

        private static Sample stamped(Sample sample) {
            return sample.data().containsKey("document_id") ? sample.with("timestamp", Sample.NOW) : sample;
        }

        private BigDecimal money(int atMost) {
            return BigDecimal.valueOf(random.nextLong(100_000, atMost * 100L), 2);
        }

        private String pick(List<String> choice) {
            return choice.get(random.nextInt(choice.size()));
        }
    }
}
