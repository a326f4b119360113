package io.dealstream.testing;

import static io.dealstream.testing.EventSourceClient.State.CLOSED;
import static io.dealstream.testing.EventSourceClient.State.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.dealstream.testing.EventSourceClient.Message;
import io.dealstream.testing.ScriptedServer.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventSourceClientTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String NO_CONTENT = "HTTP/1.1 204 No Content\r\n\r\n";

    @Test
    void comesBackWithTheLastIdUntilItIsToldToStop() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    switch (connection.number()) {
                        case 1 ->
                            connection
                                    .send(Connection.STREAM)
                                    .chunk("retry: 10\n\nid: 7\nevent: deal.created\ndata: one\n\n")
                                    .chunk("id: 8\ndata: never comple");
                        case 2 ->
                            connection
                                    .send(Connection.STREAM)
                                    .chunk("data: two\n\nid: 9\n\n")
                                    .complete();
                        default -> connection.send(NO_CONTENT);
                    }
                });
                EventSourceClient client = EventSourceClient.open(server.uri(), Map.of("X-API-Key", "k"))) {
            client.awaitState(CLOSED, SOON);

            assertThat(client.messages())
                    .extracting(Message::type, Message::data, Message::lastEventId)
                    .containsExactly(tuple("deal.created", "one", "7"), tuple("message", "two", "7"));
            assertThat(client.opened()).isEqualTo(2);
            assertThat(client.status()).isEqualTo(204);
            assertThat(server.requests()).hasSize(3).allMatch(head -> head.contains("X-API-Key: k\n"));
            assertThat(server.requests().get(0)).doesNotContain("Last-Event-ID");
            assertThat(server.requests().get(1)).contains("Last-Event-ID: 7\n");
            assertThat(server.requests().get(2)).contains("Last-Event-ID: 9\n");
        }
    }

    @Test
    void keepsItsPlaceWhenAConnectionBringsNothingButARetry() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    switch (connection.number()) {
                        case 1 -> connection.send(Connection.STREAM).chunk("retry: 10\nid: 7\ndata: 1\n\n");
                        case 2 -> connection.send(Connection.STREAM).chunk("retry: 10\n\n");
                        default -> connection.send(NO_CONTENT);
                    }
                });
                EventSourceClient client = EventSourceClient.open(server.uri(), Map.of())) {
            client.awaitState(CLOSED, SOON);

            assertThat(server.requests().get(2)).contains("Last-Event-ID: 7\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
            })
    void givesUpForGoodOnAnythingButAStream(String answer) throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> connection.send(answer));
                EventSourceClient client = EventSourceClient.open(server.uri(), Map.of())) {
            client.awaitState(CLOSED, SOON);

            assertThat(client.opened()).isZero();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void forgivesWhatTheStandardForgives() throws Exception {
        List<String> forgiven = List.of(
                "\uFEFF: hello\r\ndata:one\rdata:  two\n\r\n",
                "id\ndata\ndata\n\nid: a\u0000b\ndata: x\nunknown: y\nretry: 1x\n\n",
                "event: none\n\nevent:e\ndata: last\n\n");
        try (ScriptedServer server = new ScriptedServer(connection -> connection
                        .send(Connection.STREAM)
                        .chunk(String.join("", forgiven))
                        .awaitClose());
                EventSourceClient client = EventSourceClient.open(server.uri(), Map.of())) {
            client.await(message -> message.data().equals("last"));

            assertThat(client.messages()).extracting(Message::data).containsExactly("one\n two", "\n", "x", "last");
            assertThat(client.messages())
                    .extracting(Message::type)
                    .containsExactly("message", "message", "message", "e");
            assertThat(client.lastEventId()).isEmpty();
        }
    }

    @Test
    void stopsWhenItIsClosed() throws Exception {
        AtomicInteger ended = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.send(Connection.STREAM).chunk("retry: 1\n\n").awaitClose();
            ended.incrementAndGet();
        })) {
            EventSourceClient client = EventSourceClient.open(server.uri(), Map.of());
            client.awaitState(OPEN, SOON);

            client.close();

            Awaitility.await().atMost(SOON).until(() -> ended.get() == 1);
            Awaitility.await()
                    .during(Duration.ofMillis(100))
                    .until(() -> server.requests().size() == 1);
            assertThatThrownBy(() -> client.await(message -> true, Duration.ofMillis(10)))
                    .hasMessageContaining("no such message");
        }
    }

    @Test
    void hundredsRunAtOnce() throws Exception {
        AtomicInteger heard = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(connection ->
                connection.send(Connection.STREAM).chunk("data: 1\n\n").awaitClose())) {
            List<EventSourceClient> clients = IntStream.range(0, 500)
                    .mapToObj(i -> EventSourceClient.open(server.uri(), Map.of(), message -> heard.incrementAndGet()))
                    .toList();

            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> heard.get() == 500);
            clients.forEach(EventSourceClient::close);
        }
    }
}
