package io.dealstream.history;

import static io.dealstream.history.Archive.ACME;
import static io.dealstream.history.Archive.deal;
import static io.dealstream.history.Archive.organisation;
import static io.dealstream.history.Archive.since;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Event;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import io.dealstream.testing.BrokerProcess;
import io.dealstream.testing.Records;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What it takes to resume from the beginning of a partition that holds a million records of other deals.
@Tag("measure")
class FarBackTest {

    private static final int RECORDS = Integer.getInteger("measure.records", 1_000_000);
    private static final int DEALS = 1_000;
    private static final int AT_ONCE = 20_000;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final long THEN = System.currentTimeMillis() - 3_600_000;

    @TempDir
    Path folder;

    @Test
    void aMillionRecordsOfOthers() throws Exception {
        try (BrokerProcess broker = BrokerProcess.started(folder);
                Archive archive = new Archive(broker.bootstrapServers(), 1)) {
            for (int i = 0; i < RECORDS; i += AT_ONCE) {
                archive.writeAll(IntStream.range(i, i + AT_ONCE)
                        .mapToObj(n -> record(archive, n))
                        .toList());
            }
            // every round once cold and once warm
            for (int round = 0; round < 2; round++) {
                report(archive, "one deal", List.of(deal(1_000)));
                report(archive, "100 deals", deals(100));
                report(archive, "1,000 deals", deals(1_000));
                report(archive, "everything there is", List.of(organisation(ACME)));
            }
        }
    }

    /// One record in a thousand is of one of the deals that are asked for.
    private static ProducerRecord<byte[], byte[]> record(Archive archive, int number) {
        int deal = number % DEALS == 0 ? 1_000 + number / DEALS % DEALS : 5_000_000 + number;
        String json = """
                {"deal_id": %d, "statement_id": %d, "stage": "parsing_with_llm", "progress": %d, \
                "message": "page %d of 40, 128 transactions so far", "worker": "parser-7f9c4d-%d"}""".formatted(deal, 90_000_000 + number, number % 100, number % 40, number % 16);
        return archive.on(
                0, THEN + number, Records.event("any", ACME.id(), "processing.progress", Integer.toString(deal), json));
    }

    private static List<StreamKey> deals(int count) {
        return IntStream.range(0, count).mapToObj(i -> deal(1_000 + i)).toList();
    }

    private static void report(Archive archive, String what, List<StreamKey> streams) throws Exception {
        Counts counts = new Counts();
        List<Position> until = archive.ends();
        KafkaHistory history = archive.history(counts);
        long start = System.nanoTime();
        List<List<Event>> told = Uni.join()
                .all(streams.stream()
                        .map(stream -> history.read(stream, since(THEN), until, false)
                                .collect()
                                .asList())
                        .toList())
                .andFailFast()
                .await()
                .atMost(LIMIT);
        long millis = (System.nanoTime() - start) / 1_000_000;
        history.close();
        assertThat(told).allSatisfy(events -> assertThat(events).isNotEmpty());
        System.out.printf(
                "%-20s %6d ms, %d passes, %d records read, %d decoded, %d events told%n",
                what,
                millis,
                counts.passes.get(),
                counts.records.get(),
                counts.decoded.get(),
                told.stream().mapToInt(List::size).sum());
    }
}
