package io.dealstream.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dealstream.testing.Answer;
import io.dealstream.testing.InjectKafka;
import io.dealstream.testing.Metrics;
import io.dealstream.testing.Organisation;
import io.dealstream.testing.PausableKafka;
import io.dealstream.testing.Records;
import io.dealstream.testing.Service;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.Topics;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A replica that is not alone, as clients with tickets see it.
@QuarkusTest
@TestProfile(TicketsOverHttpTest.Shared.class)
class TicketsOverHttpTest {

    private static final String SECRET = "a secret that the replicas of tests share";
    private static final TicketSigner SIGNER = new TicketSigner(SECRET.getBytes(StandardCharsets.UTF_8));
    private static final Pattern TICKET = Pattern.compile("\"ticket\":\"([^\"]+)\"");
    private static final String UNDECIDED = "dealstream_tickets_undecided_total";
    private static final String POLL = "/v1/events/org/poll";

    /// More than there are threads to wait on.
    private static final int FLOOD = 400;

    /// One replica of several.
    public static final class Shared implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("dealstream.tickets.secret", SECRET);
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(PausableKafka.class));
        }
    }

    @InjectKafka
    PausableKafka kafka;

    @TestHTTPResource
    URI base;

    private Service service;
    private Records records;
    private Organisation org;

    @BeforeEach
    void begin() {
        service = Service.ready(base.getPort());
        records = new Records(kafka.bootstrapServers());
        org = Organisation.create(service, records);
        org.write(org.deal(7).progressed(1, 40), org.batch("b").processed(1, "1/2"));
        await().until(() -> get("/v1/events/deals/7/snapshot", ticket()).status() == 200
                && get("/v1/events/batches/b/snapshot", ticket()).status() == 200);
        await().until(() -> {
            double before = undecided();
            return get(POLL, ticket()).status() == 200 && undecided() == before;
        });
    }

    @AfterEach
    void end() {
        kafka.resume();
        records.close();
    }

    private String ticket() {
        Answer answer = service.send(
                "POST", "/v1/stream-tickets", "X-API-Key", org.key().secret());
        Matcher ticket = TICKET.matcher(answer.body());
        assertThat(ticket.find()).as(answer.toString()).isTrue();
        return ticket.group(1);
    }

    private static String with(String path, String ticket) {
        return path + (path.indexOf('?') < 0 ? "?ticket=" : "&ticket=") + ticket;
    }

    private Answer get(String path, String ticket) {
        return service.get(with(path, ticket));
    }

    private double undecided() {
        return Metrics.of(service).value(UNDECIDED);
    }

    @Test
    void eachStreamTakesATicketOnceThatWasUsedNowhere() {
        double undecided = undecided();
        assertThat(Stream.of(
                        "/v1/events/deals/7",
                        "/v1/events/deals?ids=7,8",
                        "/v1/events/batches/b",
                        "/v1/events/batches?ids=b",
                        "/v1/events/org",
                        "/cases/c/progress/stream",
                        "/api/v1/events",
                        "/api/updates"))
                .allSatisfy(path -> {
                    String ticket = ticket();
                    try (SseClient stream = service.stream(with(path, ticket), "Accept", "text/event-stream")) {
                        assertThat(stream.status()).isEqualTo(200);
                    }
                    assertThat(get(path, ticket).status()).isEqualTo(401);
                    assertThat(get(path, usedElsewhere()).status()).isEqualTo(401);
                });
        assertThat(undecided()).isEqualTo(undecided);
    }

    @Test
    void eachPollAndSnapshotDoesSo() {
        double undecided = undecided();
        assertThat(Stream.of(
                        "/v1/events/deals/7/poll",
                        "/v1/events/deals/7/snapshot",
                        "/v1/events/deals/poll?ids=7",
                        "/v1/events/deals/snapshot?ids=7",
                        "/v1/events/batches/b/poll",
                        "/v1/events/batches/b/snapshot",
                        "/v1/events/batches/poll?ids=b",
                        "/v1/events/batches/snapshot?ids=b",
                        POLL,
                        "/cases/c/progress/poll",
                        "/api/v1/events/poll"))
                .allSatisfy(path -> {
                    String ticket = ticket();
                    assertThat(get(path, ticket).status()).isEqualTo(200);
                    assertThat(get(path, ticket).status()).isEqualTo(401);
                    assertThat(get(path, usedElsewhere()).status()).isEqualTo(401);
                });
        assertThat(undecided()).isEqualTo(undecided);
    }

    /// A ticket that another replica has let in.
    private String usedElsewhere() {
        String ticket = ticket();
        TicketContent content = TicketContent.decode(SIGNER.open(ticket).orElseThrow());
        TicketUse use = new TicketUse(content.nonce(), content.expiresAt(), "another");
        records.write(new ProducerRecord<>(Topics.USED_TICKETS, 0, null, use.seal(SIGNER)));
        return ticket;
    }

    @Test
    void nobodyElseWaitsWhileKafkaIsSilentAndManyComeWithTickets() {
        List<String> tickets = Stream.generate(this::ticket).limit(FLOOD).toList();
        double undecided = undecided();
        kafka.pause();

        List<CompletableFuture<Answer>> flood = tickets.stream()
                .map(ticket -> service.begin("GET", with(POLL, ticket)))
                .toList();
        long began = System.nanoTime();
        Answer other = org.get(POLL);
        Duration waited = Duration.ofNanos(System.nanoTime() - began);
        List<Integer> statuses =
                flood.stream().map(answer -> answer.join().status()).toList();
        Duration all = Duration.ofNanos(System.nanoTime() - began);

        assertThat(other.status()).isEqualTo(200);
        assertThat(statuses).containsOnly(200);
        assertThat(undecided()).isEqualTo(undecided + FLOOD);
        // with a thread for each they would have come in turns of half a second
        assertThat(waited).isLessThan(Duration.ofMillis(500));
        assertThat(all).isLessThan(Duration.ofSeconds(3));
        assertThat(get(POLL, tickets.getFirst()).status()).isEqualTo(401);
    }
}
