package io.dealstream.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.chaos.Replica;
import io.dealstream.testing.BrokerProcess;
import io.dealstream.testing.Loopback;
import io.dealstream.testing.Records;
import io.dealstream.testing.Topics;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An event that several readers get is bytes that they share, outside the heap, where no collector looks. On a JVM it
/// runs with what Netty has in a native executable: memory without a cleaner, which is gone for good unless it is given
/// back.
class TwoReadersIT {

    private static final int EVENTS = Integer.getInteger("soak.events", 500_000);
    private static final int BATCH = 1_000;
    private static final int WARM = EVENTS / 5;

    /// Bytes for each event after the warm-up; what once leaked was some 350.
    private static final long MARGIN = 100;

    private static final Duration LIMIT = Duration.ofSeconds(90);

    /// The heap is smaller than what the service holds by default.
    private static final Map<String, String> LITTLE =
            Map.of("heap", "64m", "dealstream.hub.journal-bytes", "8M", "dealstream.intake.remembered-ids", "50000");

    /// Netty as in a native executable, and a heap that is resident from the start. Otherwise pages that are
    /// first touched after the warm-up would count as growth.
    private static final String[] OPTIONS = {
        "-Dio.netty.noUnsafe=false",
        "-Dio.netty.tryReflectionSetAccessible=true",
        "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
        "-Xms64m",
        "-XX:+AlwaysPreTouch"
    };

    @TempDir
    private Path folder;

    @Test
    void everyEventArrivesAndMemoryStaysFlat() throws Exception {
        Path log = Files.createDirectories(Path.of("target", "soak")).resolve("two-readers.log");
        try (BrokerProcess broker = BrokerProcess.started(folder);
                Replica replica = new Replica(broker.bootstrapServers(), log, LITTLE, OPTIONS);
                Records records = new Records(broker.bootstrapServers())) {
            replica.start();
            Awaitility.await("replica").atMost(LIMIT).until(replica::isReady);
            URI deal = URI.create(
                    "http://" + Loopback.HOST + ":" + replica.address().getPort() + "/v1/events/deals/42");
            try (Counted one = new Counted(deal, Map.of("X-API-Key", "chaos-secret-1"));
                    Counted other = new Counted(deal, Map.of("X-API-Key", "chaos-secret-1"))) {
                List<Counted> readers = List.of(one, other);
                Awaitility.await("readers")
                        .atMost(LIMIT)
                        .until(() -> readers.stream().allMatch(Counted::isSettledIn));

                long warm = 0;
                for (long written = 0; written < EVENTS; written += BATCH) {
                    records.writeAll(events(written));
                    long due = written + BATCH;
                    Awaitility.await("event " + due)
                            .atMost(LIMIT)
                            .pollInterval(Duration.ofMillis(2))
                            .until(() -> readers.stream().allMatch(reader -> reader.count() >= due));
                    warm = due == WARM ? Vitals.of(replica.pid()).resident() : warm;
                }

                long end = Vitals.of(replica.pid()).resident();
                System.out.printf(
                        "Two readers, %,d events: %d MB resident after %,d, %d MB at the end%n",
                        EVENTS, warm >> 20, WARM, end >> 20);
                assertThat(Stream.of(one, other)).allSatisfy(reader -> {
                    assertThat(reader.complaint()).isNull();
                    assertThat(reader.count()).isEqualTo(EVENTS);
                    assertThat(reader.connections()).isEqualTo(1);
                });
                assertThat((end - warm) / (EVENTS - WARM))
                        .as("growth in bytes for each event")
                        .isLessThan(MARGIN);
            }
        }
    }

    private static List<ProducerRecord<byte[], byte[]>> events(long from) {
        return LongStream.range(from, from + BATCH)
                .mapToObj(number -> Records.event(
                        Topics.PROCESSING,
                        "org-1",
                        "processing.progress",
                        "42",
                        "{\"deal_id\":42,\"statement_id\":1,\"stage\":\"analyzing\",\"progress\":1,\"number\":%d,\"note\":\"%s\"}"
                                .formatted(number, "x".repeat(150))))
                .toList();
    }
}
