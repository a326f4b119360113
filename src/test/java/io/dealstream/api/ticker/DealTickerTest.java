package io.dealstream.api.ticker;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Answer;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.SseFrame;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// That CONTRIBUTING.md's way to a dialect leads there, and is short.
@QuarkusTest
@TestProfile(ShortTimes.class)
class DealTickerTest extends ServiceTest {

    private static final String STREAM = "/ticker/42";

    @Test
    void writesItsOwnFormNextToAnotherDialectOfTheSameSubject() {
        try (SseClient ticker = open();
                SseClient deals = org.stream("/v1/events/deals/42")) {
            org.write(org.deal(42).started(1));

            SseFrame ours = ticker.awaitEvents(1).getFirst();
            SseFrame theirs = deals.awaitEvents(1).getFirst();

            assertThat(ours.raw())
                    .isEqualTo("id: " + ours.id() + "\ndata: processing.started " + theirs.data() + "\n\n");
            assertThat(theirs.event()).isEqualTo("processing.started");
        }
    }

    @Test
    void resumesPollsAndKeepsAwakeWithoutALineOfItsOwn() {
        SseFrame seen;
        try (SseClient ticker = open()) {
            org.write(org.deal(42).started(1), org.deal(42).progressed(1, 40));
            seen = ticker.awaitEvents(2).getFirst();
            assertThat(ticker.await(frame -> frame.comments().contains(" tick")))
                    .isNotNull();
        }
        try (SseClient ticker = open("Last-Event-ID", seen.id())) {
            assertThat(ticker.awaitEvents(1).getFirst().data()).contains("\"progress\":40");
        }
        Answer poll = service.get(
                STREAM + "/poll?last_event_id=" + seen.id(),
                "X-Ticker-Key",
                org.key().secret());
        assertThat(poll.body()).contains("\"progress\":40").doesNotContain("processing.started");
    }

    @Test
    void refusesInItsOwnWords() {
        Answer nobody = service.get(STREAM);
        Answer nothing = service.get("/ticker/42/nothing");

        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.header("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(nobody.body()).isEqualTo("Authentication is required\n");
        assertThat(nothing.status()).isEqualTo(404);
        assertThat(nothing.body()).isEqualTo("There is nothing at this path\n");
    }

    @Test
    void opensNoMoreStreamsThanItsEndpointAllows() {
        try (SseClient first = open();
                SseClient second = open();
                SseClient third = open()) {
            assertThat(Stream.of(first, second, third).map(SseClient::status)).containsExactly(200, 200, 429);
        }
    }

    @Test
    void takesLessThan150Lines() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/java/io/dealstream/api/ticker"))) {
            assertThat(files.filter(file -> !file.toString().endsWith("Test.java"))
                            .mapToLong(DealTickerTest::lines)
                            .sum())
                    .isLessThan(150);
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SseClient open(String... headers) {
        return service.stream(
                STREAM,
                Stream.concat(Stream.of("X-Ticker-Key", org.key().secret()), Stream.of(headers))
                        .toArray(String[]::new));
    }
}
