package io.dealstream.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealstream.testing.ScriptedServer.Connection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseClientTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration AT_ONCE = Duration.ofMillis(100);

    @Test
    void readsFramesHoweverTheyAreCutIntoChunks() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    connection.send(Connection.STREAM).chunk("retry: 3000\n\n: keepalive\n\ni");
                    connection.chunk("d: a1\nevent: deal.created\ndata: {\"name\":\"Caf");
                    connection.chunk("é\"}\n").chunk("\nid: a2\n\n").complete();
                });
                SseClient client = SseClient.open(server.uri(), Map.of("X-API-Key", "k"))) {
            assertThat(client.awaitEnd(SOON)).isEqualTo(SseClient.End.COMPLETE);

            assertThat(client.status()).isEqualTo(200);
            assertThat(client.header("Content-Type")).contains("text/event-stream");
            assertThat(server.requests())
                    .first()
                    .asString()
                    .startsWith("GET /stream?a=b HTTP/1.1\n")
                    .contains("Accept: text/event-stream\n", "X-API-Key: k\n");
            assertThat(client.frames()).hasSize(4);
            assertThat(client.frames().get(0).retry()).isEqualTo(3000);
            assertThat(client.frames().get(1).comments()).containsExactly(" keepalive");
            assertThat(client.frames().get(2).id()).isEqualTo("a1");
            assertThat(client.frames().get(2).is("deal.created")).isTrue();
            assertThat(client.frames().get(2).data()).isEqualTo("{\"name\":\"Café\"}");
            assertThat(client.frames().get(3).raw()).isEqualTo("id: a2\n\n");
            assertThat(client.events()).hasSize(1);
            assertThat(client.raw())
                    .endsWith("data: {\"name\":\"Café\"}\n\nid: a2\n\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void waitsForAFrameToCome() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    connection.send(Connection.STREAM).chunk("data: 1\n\n");
                    gate.await();
                    connection.chunk("data: 2\n\n").awaitClose();
                });
                SseClient client = SseClient.open(server.uri())) {
            assertThatThrownBy(() -> client.await(frame -> "2".equals(frame.data()), AT_ONCE))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("no such frame within")
                    .hasMessageContaining("data: 1");

            gate.countDown();

            assertThat(client.await(frame -> "2".equals(frame.data())).received())
                    .isAfterOrEqualTo(client.frames().getFirst().received());
            assertThat(client.awaitEvents(2)).extracting(SseFrame::data).containsExactly("1", "2");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data:1\n\n",
                "data: 1\r\n\r\n",
                "data: 1\ndata: 2\n\n",
                "event: a\nid: 1\ndata: 2\n\n",
                "event: a\n\n",
                "data: 1\n: late\n\n",
                "data: 1\n\n\n",
                "retry: soon\n\n",
                "id: a\u0000b\n\n",
                "\uFEFFdata: 1\n\n",
                "data\n\n",
                "name: value\n\n"
            })
    void refusesFramesThatABrowserWouldForgive(String frame) throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection ->
                        connection.send(Connection.STREAM).chunk(frame).complete());
                SseClient client = SseClient.open(server.uri())) {
            assertThatThrownBy(() -> client.await(never -> false, SOON))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("frame");
        }
    }

    @Test
    void refusesACompleteStreamWithAnIncompleteFrame() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection ->
                        connection.send(Connection.STREAM).chunk("data: 1\n").complete());
                SseClient client = SseClient.open(server.uri())) {
            assertThatThrownBy(() -> client.await(never -> false, SOON))
                    .hasMessageContaining("in the middle of a frame");
        }
    }

    @Test
    void tellsAConnectionThatBrokeOffFromOneThatIsComplete() throws Exception {
        try (ScriptedServer server = new ScriptedServer(
                        connection -> connection.send(Connection.STREAM).chunk("data: 1\n\nda"));
                SseClient client = SseClient.open(server.uri())) {
            assertThat(client.awaitEnd(SOON)).isEqualTo(SseClient.End.CUT);
            assertThat(client.events()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5\r\nhello!\r\n", "x\r\n", "\r\n", "5 \r\nhello\r\n", "5\nhello\r\n"})
    void takesNoChunksThatAreNotWellFormed(String bytes) throws Exception {
        try (ScriptedServer server = new ScriptedServer(
                        connection -> connection.send(Connection.STREAM + bytes).complete());
                SseClient client = SseClient.open(server.uri())) {
            assertThat(client.awaitEnd(SOON)).isEqualTo(SseClient.End.CUT);
        }
    }

    @Test
    void keepsTheBodyOfARefusal() throws Exception {
        try (ScriptedServer server = new ScriptedServer(
                        connection -> connection.send("HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\n"
                                + "Content-Length: 17\r\nRetry-After: 5\r\n\r\n{\"detail\":\"none\"}"));
                SseClient client = SseClient.open(server.uri())) {
            assertThat(client.awaitEnd(SOON)).isEqualTo(SseClient.End.COMPLETE);
            assertThat(client.status()).isEqualTo(401);
            assertThat(client.header("retry-after")).contains("5");
            assertThat(client.text()).isEqualTo("{\"detail\":\"none\"}");
            assertThat(client.frames()).isEmpty();
        }
    }

    @Test
    void canBeSlowOnPurpose() throws Exception {
        AtomicLong sent = new AtomicLong();
        String frame = "data: " + "x".repeat(1000) + "\n\n";
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    connection.socket().setSendBufferSize(8 * 1024);
                    connection.send(Connection.STREAM);
                    for (int i = 0; i < 2_000; i++) {
                        sent.addAndGet(connection.chunk(frame).number());
                    }
                    connection.complete();
                });
                SseClient client = SseClient.open(server.uri(), Map.of(), 4 * 1024)) {
            client.pause();

            Awaitility.await().during(Duration.ofMillis(300)).atMost(SOON).until(() -> sent.get() < 1_900);
            client.resume();

            assertThat(client.awaitEnd(SOON)).isEqualTo(SseClient.End.COMPLETE);
            assertThat(client.events()).hasSize(2_000);
        }
    }
}
