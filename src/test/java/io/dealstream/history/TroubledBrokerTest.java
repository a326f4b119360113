package io.dealstream.history;

import static io.dealstream.history.Archive.ACME;
import static io.dealstream.history.Archive.deal;
import static io.dealstream.history.Archive.organisation;
import static io.dealstream.history.Archive.progress;
import static io.dealstream.history.Archive.since;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Event;
import io.dealstream.event.Position;
import io.dealstream.testing.BrokerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TroubledBrokerTest {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final long THEN = System.currentTimeMillis() - 3_600_000;

    @TempDir
    Path folder;

    @Test
    void waitsForABrokerThatIsAwayAndGoesOnWhereItStopped() throws Exception {
        try (BrokerProcess broker = BrokerProcess.started(folder);
                Archive archive = new Archive(broker.bootstrapServers(), 1).buffer(64 << 10)) {
            archive.writeAll(IntStream.range(0, 2_000)
                    .mapToObj(i -> archive.on(0, THEN + i, progress(ACME, 1)))
                    .toList());
            List<Position> until = archive.ends();
            Counts counts = new Counts();
            KafkaHistory history = archive.history(counts);
            Follower begun = new Follower(100);
            history.read(organisation(ACME), since(THEN), until, false)
                    .subscribe()
                    .withSubscriber(begun);
            Awaitility.await().atMost(LIMIT).until(() -> begun.events.size() == 100);

            broker.kill();
            Follower late = new Follower(Long.MAX_VALUE);
            history.read(deal(1), since(THEN), until, false).subscribe().withSubscriber(late);
            begun.request(Long.MAX_VALUE);
            Awaitility.await().atMost(LIMIT).until(() -> counts.failures.get() > 0);
            assertThat(late.events).isEmpty();
            assertThat(late.failure).isNull();
            assertThat(begun.failure).isNull();
            assertThat(begun.events).hasSizeLessThan(1_000);
            broker.start();

            Awaitility.await().atMost(LIMIT).until(() -> begun.completed && late.completed);
            assertThat(offsets(begun.events))
                    .containsExactlyElementsOf(
                            LongStream.range(0, 2_000).boxed().toList());
            assertThat(offsets(late.events)).isEqualTo(offsets(begun.events));
        }
    }

    @Test
    void passesOverARecordWhoseBytesAreDamaged() throws Exception {
        try (BrokerProcess broker = BrokerProcess.started(folder);
                Archive archive = new Archive(broker.bootstrapServers(), 2)) {
            for (int i = 0; i < 6; i++) {
                archive.write(i % 2, ACME, 100 + i, THEN + i);
            }
            archive.damage(folder, 0, ":102,");

            Follower follower = new Follower(Long.MAX_VALUE);
            archive.history(HistoryListener.NONE)
                    .read(organisation(ACME), since(THEN), archive.ends(), false)
                    .subscribe()
                    .withSubscriber(follower);
            Awaitility.await().atMost(LIMIT).until(() -> follower.completed);

            assertThat(follower.events)
                    .extracting(event -> event.subjects().getFirst().id())
                    .containsExactly("100", "101", "103", "104", "105");
        }
    }

    private static List<Long> offsets(List<Event> events) {
        return events.stream().map(event -> event.position().offset()).toList();
    }
}
