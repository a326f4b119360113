package io.dealstream.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.cluster.ReplicaReport.State;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportJsonTest {

    private static final String GOOD = """
            {"id": "a", "version": "2", "started_at": "2026-11-28T08:00:00Z", "state": "serving", "streams": 3,
             "load": 0.25, "written_at": "2026-11-28T09:00:00Z", "callers": {"00ff": 2}, "later": [1]}""";

    @Test
    void readsWhatItWrites() {
        ReplicaReport report = Reports.of("a", State.DRAINING, 7, Map.of("00ff", 2, "01ff", 5));

        assertThat(ReportJson.read("a", ReportJson.write(report))).contains(report);
    }

    @Test
    void readsWhatALaterVersionWrites() {
        assertThat(read(GOOD)).hasValueSatisfying(report -> {
            assertThat(report.streams()).isEqualTo(3);
            assertThat(report.callers()).containsExactly(Map.entry("00ff", 2));
        });
    }

    private static Optional<ReplicaReport> read(String json) {
        return ReportJson.read("a", json.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"id\": \"a\"",
                "\"id\": \"a\"=>\"id\": \"b\"",
                "\"streams\": 3=>\"streams\": -1",
                "\"streams\": 3=>\"streams\": 1e99",
                "\"streams\": 3=>\"streams\": \"3\"",
                "\"serving\"=>\"sleeping\"",
                "\"00ff\": 2=>\"00ff\": -2",
                "\"00ff\": 2=>\"00ff\": {}",
                "2026-11-28T08:00:00Z=>yesterday",
                "\"version\": \"2\"=>\"version\": 2"
            })
    void takesNothingElseForAReport(String change) {
        int at = change.indexOf("=>");
        String json = at < 0 ? change : GOOD.replace(change.substring(0, at), change.substring(at + 2));
        assertThat(json).isNotEqualTo(GOOD);

        assertThat(read(json)).isEmpty();
    }

    @Test
    void survivesAnyBytes() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);
            for (int flips = random.nextInt(5); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            ReportJson.read("a", bytes);
        }
        assertThat(ReportJson.read("a", new byte[ReportJson.MOST_BYTES + 1])).isEmpty();
        assertThat(read("[".repeat(100_000))).isEmpty();
    }
}
