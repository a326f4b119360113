package io.dealstream.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dealstream.testing.Follower.Heard;
import io.dealstream.testing.ScriptedServer.Connection;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Each of the other authors' clients runs and is parsed correctly, before tests use it against the service.
@Tag("clients")
class OtherPeoplesClientsTest {

    private static final List<String> TYPES = List.of("message", "deal.created");
    private static final Heard FIRST = new Heard("deal.created", "{\"name\":\"Café\"}", "1");
    private static final Heard SECOND = new Heard("message", "two", "2");
    private static final Heard THIRD = new Heard("message", "three", "3");

    @Test
    void curlPrintsWhatItHears() throws IOException {
        try (ScriptedServer server = new ScriptedServer(OtherPeoplesClientsTest::stream);
                Curl curl = Curl.follow(server.uri(), Map.of("X-API-Key", "k"))) {
            await(curl);

            assertThat(curl.heard()).containsExactly(FIRST, SECOND);
            assertThat(curl.text()).startsWith("retry: 50\n\n");
            assertThat(server.requests().getFirst()).contains("X-API-Key: k\n");
        }
    }

    @Test
    void nodeFollowsUntilItIsToldToStop() throws IOException {
        try (ScriptedServer server = new ScriptedServer(OtherPeoplesClientsTest::stream);
                Follower node = NodeEventSource.follow(server.uri(), Map.of("X-API-Key", "k"), TYPES)) {
            await(node);

            assertThat(node.heard()).containsExactly(FIRST, SECOND, THIRD);
            assertThat(server.requests()).hasSize(3).allMatch(head -> head.contains("X-API-Key: k\n"));
        }
    }

    @Test
    void chromiumFollowsUntilItIsToldToStop() throws IOException {
        try (ScriptedServer server = new ScriptedServer(OtherPeoplesClientsTest::stream);
                Chromium chromium = new Chromium();
                Follower browser = chromium.follow(URI.create(page(server)), server.uri(), TYPES)) {
            await(browser);

            assertThat(browser.heard()).containsExactly(FIRST, SECOND, THIRD);
        }
    }

    @Test
    void kcatProduces() {
        String broker = EmbeddedKafka.shared().bootstrapServers();
        ProducerRecord<byte[], byte[]> record = Records.event(
                Topics.BATCHES, "acme", "batch.completed", "b-1", "{\"batch_id\":\"b-1\",\"é\":34500.00}");

        new Kcat(broker).write(record);

        assertThat(Consumed.atLeast(1, broker, Topics.BATCHES, Duration.ofSeconds(20)))
                .anySatisfy(kept -> {
                    assertThat(kept.key()).isEqualTo(record.key());
                    assertThat(kept.value()).isEqualTo(record.value());
                    assertThat(kept.headers().toArray())
                            .extracting(Header::key, header -> new String(header.value(), StandardCharsets.UTF_8))
                            .contains(tuple("ce_tenant", "acme"))
                            .hasSameSizeAs(record.headers().toArray());
                });
    }

    /// Two events and an end; to who comes back with the second's id, the third; then 204.
    private static void stream(Connection connection) throws IOException {
        String request = connection.request();
        if (request.startsWith("GET /page ")) {
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 15\r\n\r\n<!doctype html>");
        } else if (!request.startsWith("GET /stream")) {
            connection.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        } else if (request.toLowerCase(Locale.ROOT).contains("last-event-id: 2\n")) {
            connection.send(Connection.STREAM).chunk("id: 3\ndata: three\n\n").complete();
        } else if (request.toLowerCase(Locale.ROOT).contains("last-event-id: 3\n")) {
            connection.send("HTTP/1.1 204 No Content\r\n\r\n");
        } else {
            connection.send(Connection.STREAM).chunk("retry: 50\n\n");
            connection.chunk("id: 1\nevent: deal.created\ndata: {\"name\":\"Café\"}\n\n: keepalive\n\n");
            connection.chunk("id: 2\ndata: two\n\n").complete();
        }
    }

    private static String page(ScriptedServer server) {
        return "http://" + Loopback.HOST + ":" + server.port() + "/page";
    }

    private static void await(Follower follower) {
        Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(20)).until(follower::hasStopped);
    }
}
