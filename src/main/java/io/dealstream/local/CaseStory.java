package io.dealstream.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// One case, whose files are analysed one after the other.
record CaseStory(String id, Random random) {

    private static final List<String> STAGES =
            List.of("queued", "reading_metadata", "comparing_fonts", "checking_figures", "scoring_risk");
    private static final int ONE_FAILS_IN = 7;

    List<Sample> events() {
        List<Sample> events = new ArrayList<>();
        int files = random.nextInt(1, 5);
        for (int i = 1; i <= files; i++) {
            String file = id + "-file-" + i;
            for (int stage = 0; stage < STAGES.size(); stage++) {
                events.add(about("file.analysis.progress")
                        .with("file_id", file)
                        .with("stage", STAGES.get(stage))
                        .with("progress", 100 * stage / STAGES.size()));
            }
            events.add(ended(about("file.analysis.completed").with("file_id", file)));
        }
        events.add(about("case.analysis.completed").with("outcome", "success"));
        return events;
    }

    private Sample ended(Sample sample) {
        return random.nextInt(ONE_FAILS_IN) == 0
                ? sample.with("outcome", "failed").with("message", "The file is encrypted")
                : sample.with("outcome", "success");
    }

    private Sample about(String type) {
        return new Sample(Topic.CASE, id, type).with("case_id", id);
    }
}
