package io.dealstream.proxies;

import io.dealstream.testing.Records;
import io.dealstream.testing.Topics;

/// What happens to the file of a case.
final class CaseEvent {

    private CaseEvent() {}

    /// Writes one and waits until it is acknowledged.
    ///
    /// @param number from 0 to 100
    static void write(Records records, String tenant, String caseId, int number) {
        String data =
                "{\"case_id\":\"%s\",\"file_id\":\"f\",\"stage\":\"ocr\",\"progress\":%d}".formatted(caseId, number);
        records.write(Records.event(Topics.CASES, tenant, "file.analysis.progress", caseId, data));
    }
}
