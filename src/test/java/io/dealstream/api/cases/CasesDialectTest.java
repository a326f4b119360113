package io.dealstream.api.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.GoldenStream;
import io.dealstream.api.GoldenStream.Row;
import io.dealstream.api.PollAnswer;
import io.dealstream.hub.Delivery;
import io.dealstream.hub.EndOfStream;
import io.dealstream.hub.Messages;
import io.dealstream.hub.ResetReason;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CasesDialectTest {

    private static final Instant NOW = Instant.ofEpochMilli(1_772_618_499_001L);

    private final CasesDialect dialect = new CasesDialect(InstantSource.fixed(NOW));

    static List<Row> rows() {
        return GoldenStream.rows("cases");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void writesTheRecordedBytes(Row row) {
        GoldenStream.verify(row, dialect);
    }

    @Test
    void allTypesAreRecorded() {
        assertThat(rows()).extracting(Row::type).containsAll(GoldenStream.typesOf("case-events"));
    }

    @Test
    void frames() {
        assertThat(dialect.contentType()).isEqualTo("text/event-stream");
        assertThat(dialect.opening()).hasToString(": connected\n\n");
        assertThat(dialect.heartbeat()).hasToString("event: heartbeat\ndata: {\"timestamp\":1772618499001}\n\n");
        assertThat(dialect.closing(EndOfStream.COMPLETED))
                .hasToString("event: stream_closed\ndata: {\"reason\":\"completed\"}\n\n");
        assertThat(dialect.reset(ResetReason.UNKNOWN, "/cases/c/progress/poll")).hasToString("""
                        event: stream.reset
                        data: {"reason":"unknown","snapshot_url":"/cases/c/progress/poll"}

                        """);
    }

    @Test
    void pollsTellTheSameData() {
        Delivery.Message message = Messages.of(
                "file.analysis.progress", "{\"case_id\":\"c\",\"file_id\":\"f\",\"stage\":\"ocr\",\"progress\":62.50}");
        String id = message.id();

        assertThat(CasePoll.body(new PollAnswer(List.of(message), id, true, null, null)))
                .hasToString("{\"events\":[{\"type\":\"file.analysis.progress\",\"id\":\"" + id
                        + "\",\"timestamp\":1772618405678,\"case_id\":\"c\",\"file_id\":\"f\",\"stage\":\"ocr\","
                        + "\"progress\":62.50}],\"has_more\":true,\"last_event_id\":\"" + id + "\"}");
    }

    @Test
    void pollsTellOfALostPastAndOfTheEnd() {
        assertThat(CasePoll.body(new PollAnswer(List.of(), null, false, ResetReason.EXPIRED, EndOfStream.COMPLETED)))
                .hasToString("{\"events\":[],\"has_more\":false,\"last_event_id\":null,\"reset\":\"expired\","
                        + "\"ended\":\"completed\"}");
    }
}
