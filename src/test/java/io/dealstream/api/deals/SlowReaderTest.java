package io.dealstream.api.deals;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Metrics;
import io.dealstream.testing.Records;
import io.dealstream.testing.Service;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.SseFrame;
import io.dealstream.testing.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// A reader that does not keep up, and readers that are gone.
@QuarkusTest
@TestProfile(ShortTimes.class)
class SlowReaderTest extends ServiceTest {

    private static final String STREAM = "/v1/events/org";
    private static final String BATCH = "/v1/events/batches/b";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /// In bytes. With the system's buffers it takes some megabytes until a reader falls behind.
    private static final int EVENT = 8 * 1024;
    /// Less than a reader's queue holds, so that the quick one cannot fall behind, however little time it is given.
    private static final int CHUNK = 20;
    private static final int MOST_CHUNKS = 200;
    private static final int SMALL_BUFFER = 4 * 1024;

    @Test
    void isCutOffWithAReasonWhileNobodyElseNotices() {
        try (SseClient quick = org.stream(STREAM);
                SseClient slow = slowStream()) {
            int written = writeUntilCutOff(quick, slow);

            slow.resume();

            List<SseFrame> got = Frames.untilTheEnd(slow);
            assertThat(got.getLast().raw()).isEqualTo(Frames.closing("slow_consumer"));
            List<SseFrame> events = got.subList(0, got.size() - 1);
            assertThat(events).hasSizeBetween(1, written - 1);
            assertThat(quick.events())
                    .extracting(SlowReaderTest::number)
                    .containsExactlyElementsOf(numbers(0, written));
            assertThat(quick.events()).noneMatch(frame -> frame.is(Frames.CLOSED));
            assertThat(events).extracting(SlowReaderTest::number).containsExactlyElementsOf(numbers(0, events.size()));

            try (SseClient resumed =
                    org.stream(STREAM, "Last-Event-ID", events.getLast().id())) {
                int missed = written - events.size();
                resumed.await(frame -> Frames.pipeline(resumed).size() >= missed, LIMIT);
                assertThat(resumed.events())
                        .extracting(SlowReaderTest::number)
                        .containsExactlyElementsOf(numbers(events.size(), written));
            }
        }
    }

    @Test
    void isLetGoOfWhereItDoesNotEvenTakeTheEnd() {
        try (SseClient quick = org.stream(STREAM);
                SseClient slow = slowStream()) {
            writeUntilCutOff(quick, slow);
            // longer than the write deadline
            Frames.awaitMore(quick, Frames::isHeartbeat, 14);

            slow.resume();

            assertThat(slow.awaitEnd(LIMIT)).isEqualTo(SseClient.End.CUT);
        }
    }

    @Test
    void noticesReadersThatAreGone() {
        awaitOpen(0);
        List<SseClient> readers =
                Stream.generate(() -> org.stream(BATCH)).limit(10).toList();
        awaitOpen(10);
        double gone = Metrics.of(service)
                .value("dealstream_streams_ended_total", "endpoint=\"batches\"", "reason=\"client_gone\"");

        readers.subList(0, 4).forEach(SseClient::close);
        awaitOpen(6);
        readers.subList(4, 10).forEach(SseClient::close);
        awaitOpen(0);

        assertThat(Metrics.of(service)
                        .value("dealstream_streams_ended_total", "endpoint=\"batches\"", "reason=\"client_gone\""))
                .isEqualTo(gone + 10);
    }

    private SseClient slowStream() {
        SseClient slow = SseClient.open(
                service.uri(STREAM), Service.map("X-API-Key", org.key().secret()), SMALL_BUFFER);
        slow.await(Frames::isBareId);
        slow.pause();
        return slow;
    }

    /// @return how many events were written; the quick reader has them all
    private int writeUntilCutOff(SseClient quick, SseClient slow) {
        double before = cutOff();
        int written = 0;
        for (int chunk = 0; chunk < MOST_CHUNKS && cutOff() == before; chunk++) {
            int from = written;
            records.writeAll(IntStream.range(from, from + CHUNK)
                    .mapToObj(number -> record(org.tenant(), number))
                    .toList());
            written += CHUNK;
            int all = written;
            quick.await(frame -> Frames.pipeline(quick).size() >= all, LIMIT);
        }
        assertThat(cutOff()).as("readers cut off").isEqualTo(before + 1);
        assertThat(slow.status()).isEqualTo(200);
        return written;
    }

    private double cutOff() {
        return Metrics.of(service)
                .value("dealstream_streams_ended_total", "endpoint=\"organisation\"", "reason=\"slow_consumer\"");
    }

    private void awaitOpen(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> Metrics.of(service).value("dealstream_streams_open", "endpoint=\"batches\"") == count);
    }

    private static ProducerRecord<byte[], byte[]> record(String tenant, int number) {
        String json = "{\"deal_id\":1,\"number\":%d,\"business_name\":\"%s\",\"created_by\":\"c\"}"
                .formatted(number, "x".repeat(EVENT));
        return Records.event(Topics.DEALS, tenant, "deal.created", "1", json);
    }

    private static int number(SseFrame frame) {
        return Integer.parseInt(frame.payload().orElseThrow().replaceFirst("(?s).*\"number\":(\\d+).*", "$1"));
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
