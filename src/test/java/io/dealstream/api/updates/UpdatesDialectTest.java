package io.dealstream.api.updates;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.GoldenStream;
import io.dealstream.api.GoldenStream.Row;
import io.dealstream.hub.EndOfStream;
import io.dealstream.hub.ResetReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class UpdatesDialectTest {

    private final UpdatesDialect dialect = new UpdatesDialect();

    static List<Row> rows() {
        return GoldenStream.rows("updates");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void writesTheRecordedBytes(Row row) {
        GoldenStream.verify(row, dialect);
    }

    @Test
    void allThirtyFourOpcodesAreRecorded() {
        assertThat(rows())
                .extracting(Row::type)
                .containsAll(GoldenStream.typesOf("file-events"))
                .satisfies(types -> assertThat(types.stream().distinct()).hasSize(34));
    }

    @Test
    void hasNothingThatHasAnId() {
        assertThat(dialect.bookmark("1")).isNull();
        assertThat(dialect.reset(ResetReason.EXPIRED, null)).isNull();
        assertThat(dialect.retry(1_000)).isNull();
        assertThat(dialect.opening()).hasToString(": keepalive\n\n");
        assertThat(dialect.heartbeat()).hasToString(": keepalive\n\n");
    }

    @Test
    void saysGoodbyeAtAShutdownAsTheBackendItself() {
        assertThat(dialect.closing(EndOfStream.SHUTTING_DOWN))
                .hasToString("event: update\ndata: {\"opcode\":\"shutting_down\",\"data\":{}}\n\n");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SHUTTING_DOWN")
    void endsSoThatReadersOfOpcodesAndReadersOfReasonsUnderstandIt(EndOfStream reason) {
        String code = reason.code();

        assertThat(dialect.closing(reason))
                .hasToString("event: stream.closed\ndata: {\"opcode\":\"stream.closed\",\"data\":{\"reason\":\"" + code
                        + "\"},\"reason\":\"" + code + "\"}\n\n");
    }
}
