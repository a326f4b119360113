package io.dealstream.api.deals;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.EventSourceClient;
import io.dealstream.testing.Organisation;
import io.dealstream.testing.Records;
import io.dealstream.testing.Service;
import io.dealstream.testing.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Two tenants that name their deals, batches and documents alike, and read the same paths: nothing of one ever
/// reaches the other, and each has all of its own.
@QuarkusTest
@TestProfile(ShortTimes.class)
class IsolationTest extends ServiceTest {

    private static final int EVENTS = 100_000;
    private static final int CHUNK = 5_000;
    private static final int DEALS = 12;
    private static final int BATCHES = 6;
    private static final int DOCUMENTS = 3;

    /// @param owner the index of its tenant
    /// @param number in the order in which the tenant's events were written
    record Written(int owner, int number, boolean inBatch, int subject, int document) {

        String type() {
            return inBatch ? "batch.document_processed" : "processing.progress";
        }

        ProducerRecord<byte[], byte[]> toRecord(String tenant) {
            String marks = "\"owner\":\"%s\",\"number\":%d".formatted(tenant, number);
            return inBatch
                    ? Records.event(
                            Topics.BATCHES,
                            tenant,
                            type(),
                            "b" + subject,
                            "{\"batch_id\":\"b%d\",\"document_id\":%d,\"status\":\"completed\",\"progress\":\"1/9\",%s}"
                                    .formatted(subject, document, marks))
                    : Records.event(
                            Topics.PROCESSING,
                            tenant,
                            type(),
                            Integer.toString(subject),
                            "{\"deal_id\":%d,\"statement_id\":%d,\"stage\":\"s\",\"progress\":1,%s}"
                                    .formatted(subject, document, marks));
        }
    }

    /// A stream of one tenant, and what it must and does show.
    private static final class Reader {

        private final int tenant;
        private final String path;
        private final Predicate<Written> shows;
        private final List<String> received = new ArrayList<>();
        private final List<String> expected = new ArrayList<>();

        Reader(int tenant, String path, Predicate<Written> shows) {
            this.tenant = tenant;
            this.path = path;
            this.shows = shows;
        }

        void expect(Written event, String owner) {
            if (event.owner() == tenant && shows.test(event)) {
                expected.add(owner + " " + event.number());
            }
        }

        /// A reader that the machine has no time for is cut off and comes back, which must cost it nothing.
        synchronized void accept(EventSourceClient.Message message) {
            if (message.data().equals("{\"reason\":\"slow_consumer\"}")) {
                return;
            }
            received.add(message.data().replaceFirst(".*\"owner\":\"([^\"]+)\",\"number\":(\\d+)}", "$1 $2"));
        }

        synchronized List<String> received() {
            return List.copyOf(received);
        }

        synchronized boolean isComplete() {
            return received.size() >= expected.size();
        }

        /// How often each event came, less how often it should have; without those where both are the same.
        synchronized Map<String, Integer> differences() {
            Map<String, Integer> differences = new TreeMap<>();
            received.forEach(event -> differences.merge(event, 1, Integer::sum));
            expected.forEach(event -> differences.merge(event, -1, Integer::sum));
            differences.values().removeIf(difference -> difference == 0);
            return differences;
        }
    }

    @Test
    void keepsTenantsApartWhateverTheyHaveInCommon() {
        List<Organisation> tenants = List.of(org, Organisation.create(service, records));
        List<Reader> readers = IntStream.range(0, tenants.size())
                .boxed()
                .flatMap(tenant -> readers(tenant).stream())
                .toList();
        List<EventSourceClient> clients = readers.stream()
                .map(reader -> EventSourceClient.open(
                        service.uri(reader.path),
                        Service.map(
                                "X-API-Key", tenants.get(reader.tenant).key().secret()),
                        reader::accept))
                .toList();
        try {
            clients.forEach(client -> client.awaitState(EventSourceClient.State.OPEN, Duration.ofSeconds(20)));
            writeInChunks(tenants, readers);

            int written = readers.stream()
                    .filter(reader -> reader.path.equals("/v1/events/org"))
                    .mapToInt(reader -> reader.expected.size())
                    .sum();
            assertThat(written).isEqualTo(EVENTS);
            assertThat(readers)
                    .allSatisfy(reader ->
                            assertThat(reader.differences()).as(reader.path).isEmpty());
            // what has one key comes in order
            assertThat(readers)
                    .filteredOn(reader -> reader.path.matches(".*/(deals|batches)/.*"))
                    .allSatisfy(reader ->
                            assertThat(reader.received()).as(reader.path).isEqualTo(reader.expected));
        } finally {
            clients.forEach(EventSourceClient::close);
        }
    }

    private void writeInChunks(List<Organisation> tenants, List<Reader> readers) {
        Random random = new Random(7);
        int[] numbers = new int[tenants.size()];
        for (int done = 0; done < EVENTS; done += CHUNK) {
            List<ProducerRecord<byte[], byte[]>> chunk = new ArrayList<>();
            for (int i = 0; i < CHUNK; i++) {
                int owner = random.nextInt(tenants.size());
                String tenant = tenants.get(owner).tenant();
                boolean inBatch = random.nextInt(5) == 0;
                int subject = 1 + random.nextInt(inBatch ? BATCHES : DEALS);
                Written event = new Written(owner, numbers[owner]++, inBatch, subject, 1 + random.nextInt(DOCUMENTS));
                chunk.add(event.toRecord(tenant));
                readers.forEach(reader -> reader.expect(event, tenant));
            }
            records.writeAll(chunk);
            // the readers are to be tested for what they get, not for how fast they are
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .untilAsserted(() -> assertThat(readers).allMatch(Reader::isComplete));
        }
    }

    private static List<Reader> readers(int tenant) {
        List<Reader> readers = new ArrayList<>();
        readers.add(new Reader(tenant, "/v1/events/org", event -> true));
        readers.add(
                new Reader(tenant, "/v1/events/org?types=batch.document_processed,batch.completed", Written::inBatch));
        for (int id = 1; id <= DEALS; id++) {
            int deal = id;
            Predicate<Written> ofDeal = event -> !event.inBatch() && event.subject() == deal;
            readers.add(new Reader(tenant, "/v1/events/deals/" + deal, ofDeal));
            readers.add(new Reader(
                    tenant, "/v1/events/deals/" + deal + "?document_id=2", ofDeal.and(event -> event.document() == 2)));
        }
        for (int id = 1; id <= BATCHES; id++) {
            int batch = id;
            readers.add(new Reader(
                    tenant, "/v1/events/batches/b" + batch, event -> event.inBatch() && event.subject() == batch));
        }
        return readers;
    }
}
