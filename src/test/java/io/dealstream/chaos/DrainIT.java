package io.dealstream.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.testing.BrokerProcess;
import io.dealstream.testing.Loopback;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.SseFrame;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A replica with many open streams gets SIGTERM.
@Tag("measure")
class DrainIT {

    private static final int STREAMS = Integer.getInteger("measure.streams", 5_000);
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    @Test
    void everyStreamIsSentAwayWithATimeOfItsOwnAndTheProcessEndsWithZeroWithinTwentySeconds() throws Exception {
        Path log = Files.createDirectories(Path.of("target", "chaos")).resolve("drain.log");
        List<SseClient> clients = new ArrayList<>();
        try (BrokerProcess broker = BrokerProcess.started(folder);
                Replica replica = new Replica(broker.bootstrapServers(), log, Map.of("heap", "512m"))) {
            replica.start();
            Awaitility.await("replica").atMost(START_LIMIT).until(replica::isReady);
            for (int i = 0; i < STREAMS; i++) {
                clients.add(SseClient.open(stream(replica, i), Map.of("X-API-Key", Lane.secret(1))));
            }

            Replica.Stop stop = replica.stop();

            clients.forEach(client -> client.awaitEnd(Duration.ofSeconds(30)));
            List<Long> retries = clients.stream().map(DrainIT::farewell).toList();
            LongSummaryStatistics spread =
                    retries.stream().mapToLong(Long::longValue).summaryStatistics();
            System.out.printf(
                    "Drain of %,d streams: exit code %d after %.1f s; told to come back after %,d to %,d ms, %,d different times%n",
                    STREAMS,
                    stop.exitCode(),
                    stop.took().toMillis() / 1e3,
                    spread.getMin(),
                    spread.getMax(),
                    retries.stream().distinct().count());
            assertThat(stop.exitCode()).isZero();
            assertThat(stop.took()).isLessThan(LIMIT);
            assertThat(spread.getMax() - spread.getMin()).isGreaterThan(5_000);
        } finally {
            clients.forEach(SseClient::close);
        }
    }

    private static URI stream(Replica replica, int number) {
        return URI.create("http://%s:%d/v1/events/deals/%d"
                .formatted(Loopback.HOST, replica.address().getPort(), 1 + number % 100));
    }

    /// The time to come back that a stream ended with, in ms.
    private static long farewell(SseClient client) {
        List<SseFrame> frames = client.frames();
        SseFrame last = frames.getLast();
        assertThat(last.is("stream.closed")).as(client.text()).isTrue();
        assertThat(last.payload()).contains("{\"reason\":\"shutting_down\"}");
        return frames.reversed().stream()
                .map(SseFrame::retry)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }
}
