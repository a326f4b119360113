package io.dealstream.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A bulk ingest of a few documents, some of which fail.
///
/// @param document the id of its first document
record BatchStory(String batch, long document, Random random) {

    private static final List<String> ERRORS =
            List.of("Unsupported file format", "File is empty", "Larger than 50 MB", "Duplicate of a document");
    private static final int ONE_FAILS_IN = 6;

    List<Sample> events() {
        int total = random.nextInt(5, 13);
        int failed = 0;
        List<Sample> events = new ArrayList<>();
        for (int done = 1; done <= total; done++) {
            if (random.nextInt(ONE_FAILS_IN) == 0) {
                failed++;
                events.add(about("batch.document_failed")
                        .with("document_id", document + done)
                        .with("error", ERRORS.get(random.nextInt(ERRORS.size()))));
            } else {
                events.add(about("batch.document_processed")
                        .with("document_id", document + done)
                        .with("status", "completed")
                        .with("progress", done + "/" + total));
            }
        }
        events.add(about("batch.completed")
                .with("total", total)
                .with("succeeded", total - failed)
                .with("failed", failed));
        return events;
    }

    private Sample about(String type) {
        return new Sample(Topic.BATCH, batch, type).with("batch_id", batch);
    }
}
