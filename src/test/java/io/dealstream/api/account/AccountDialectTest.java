package io.dealstream.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.GoldenStream;
import io.dealstream.api.GoldenStream.Row;
import io.dealstream.hub.EndOfStream;
import io.dealstream.hub.ResetReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AccountDialectTest {

    private final AccountDialect dialect = new AccountDialect(true);
    private final AccountDialect forgetful = new AccountDialect(false);

    static List<Row> rows() {
        return GoldenStream.rows("account");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void writesTheRecordedBytes(Row row) {
        GoldenStream.verify(row, dialect);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void writesThemWithoutIdWhereNothingIsKept(Row row) {
        GoldenStream.verify(new Row(row.type(), row.value(), row.frame().replace("id: <id>\n", "")), forgetful);
    }

    @Test
    void allTwentyNineTypesAreRecorded() {
        assertThat(rows())
                .extracting(Row::type)
                .containsAll(GoldenStream.typesOf("account-events"))
                .satisfies(types -> assertThat(types.stream().distinct()).hasSize(29));
    }

    @Test
    void frames() {
        assertThat(dialect.contentType()).isEqualTo("text/event-stream; charset=utf-8");
        assertThat(dialect.opening()).hasToString("retry: 3000\n\n");
        assertThat(dialect.heartbeat()).hasToString(":heartbeat\n\n");
        assertThat(dialect.bookmark("b")).hasToString("id: b\n\n");
        assertThat(dialect.closing(EndOfStream.EXPIRED))
                .hasToString("event: stream.closed\ndata: {\"reason\":\"expired\"}\n\n");
        assertThat(dialect.reset(ResetReason.EXPIRED, null))
                .hasToString("event: stream.reset\ndata: {\"reason\":\"expired\",\"snapshot_url\":null}\n\n");
    }

    @Test
    void speaksOfNoPastWhereNothingIsKept() {
        assertThat(forgetful.bookmark("b")).isNull();
        assertThat(forgetful.reset(ResetReason.EXPIRED, null)).isNull();
    }
}
