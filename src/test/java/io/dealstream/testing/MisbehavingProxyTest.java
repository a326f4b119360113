package io.dealstream.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealstream.testing.MisbehavingProxy.Deed;
import io.dealstream.testing.ScriptedServer.Connection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class MisbehavingProxyTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Pattern LAST_ID = Pattern.compile("Last-Event-ID: ([0-9]+)");

    /// Sends as one event each what a test puts into it.
    private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();

    private final ScriptedServer server = new ScriptedServer(connection -> {
        connection.send(Connection.STREAM).chunk("retry: 10\n\n");
        for (String event = events.take(); !event.isEmpty(); event = events.take()) {
            connection.chunk("data: " + event + "\n\n");
        }
        connection.complete();
    });

    @Test
    void forwardsWhatIsSaidWhenItIsToldToBehave() throws Exception {
        try (server;
                MisbehavingProxy proxy = proxy(Mischief.NONE, server.port())) {
            try (SseClient client = SseClient.open(proxy.uri("/some/path?x=y"), Map.of("Last-Event-ID", "7"))) {
                events.addAll(List.of("one", "two", ""));

                assertThat(client.awaitEnd(SOON)).isEqualTo(SseClient.End.COMPLETE);
                assertThat(client.events()).extracting(SseFrame::data).containsExactly("one", "two");
                assertThat(server.requests().getFirst())
                        .startsWith("GET /some/path?x=y HTTP/1.1\n")
                        .contains("Last-Event-ID: 7\n");
            }
            Awaitility.await().atMost(SOON).until(() -> proxy.open() == 0);
        }
    }

    @Test
    void cutsAllConnectionsAtOnce() throws Exception {
        try (server;
                MisbehavingProxy proxy = proxy(Mischief.NONE, server.port());
                SseClient first = SseClient.open(proxy.uri("/"));
                SseClient second = SseClient.open(proxy.uri("/"))) {
            assertThat(proxy.cutAll()).isEqualTo(2);

            assertThat(first.awaitEnd(SOON)).isEqualTo(SseClient.End.CUT);
            assertThat(second.awaitEnd(SOON)).isEqualTo(SseClient.End.CUT);
            assertThat(proxy.count(Deed.CUT)).isEqualTo(2);
            assertThat(proxy.open()).isZero();
        }
    }

    @Test
    void stallsAndGoesOn() throws Exception {
        try (server;
                MisbehavingProxy proxy = proxy(Mischief.NONE, server.port());
                SseClient client = SseClient.open(proxy.uri("/"))) {
            proxy.stallAll(true);
            events.add("late");
            assertThatThrownBy(() -> client.await(SseFrame::isEvent, Duration.ofMillis(200)))
                    .hasMessageContaining("no such frame");

            proxy.stallAll(false);

            assertThat(client.await(SseFrame::isEvent).data()).isEqualTo("late");
        }
    }

    @Test
    void holdsEverythingBackAsABufferingProxyDoes() throws Exception {
        try (server;
                MisbehavingProxy proxy = proxy(Mischief.NONE, server.port());
                SseClient client = SseClient.open(proxy.uri("/"))) {
            client.await(frame -> frame.retry() != null);
            proxy.holdEverything(true);
            events.addAll(List.of("one", "two"));
            assertThatThrownBy(() -> client.await(SseFrame::isEvent, Duration.ofMillis(200)))
                    .hasMessageContaining("no such frame");

            events.add("");

            assertThat(client.awaitEnd(SOON)).isEqualTo(SseClient.End.COMPLETE);
            assertThat(client.events()).extracting(SseFrame::data).containsExactly("one", "two");
        }
    }

    @Test
    void refusesAndTakesAgain() throws Exception {
        try (server;
                MisbehavingProxy proxy = proxy(Mischief.NONE, server.port())) {
            proxy.refuse(true);
            assertThatThrownBy(() -> SseClient.open(proxy.uri("/"))).hasMessageContaining("not answered");
            assertThat(proxy.count(Deed.REFUSE)).isEqualTo(1);

            proxy.refuse(false);

            SseClient.open(proxy.uri("/")).close();
        }
    }

    @Test
    void goesToAnotherTargetWhenOneIsGone() throws Exception {
        int nobody = Loopback.freePort();
        try (server;
                MisbehavingProxy proxy = proxy(Mischief.NONE, nobody, server.port(), nobody)) {
            for (int i = 0; i < 4; i++) {
                SseClient.open(proxy.uri("/")).close();
            }
            proxy.targets(List.of(Loopback.address(nobody)));
            assertThatThrownBy(() -> SseClient.open(proxy.uri("/"))).hasMessageContaining("not answered");
        }
    }

    @Test
    void losesNothingOfAStreamThatIsResumedHoweverItMisbehaves() throws Exception {
        Mischief mischief = new Mischief(Duration.ofMillis(15), 2, 1, 1, Duration.ofMillis(20), Duration.ofMillis(1));
        try (ScriptedServer numbers = new ScriptedServer(MisbehavingProxyTest::count);
                MisbehavingProxy proxy = new MisbehavingProxy(List.of(Loopback.address(numbers.port())), mischief, 42);
                EventSourceClient client = EventSourceClient.open(proxy.uri("/"), Map.of())) {
            client.awaitState(EventSourceClient.State.CLOSED, Duration.ofSeconds(60));

            assertThat(client.status()).isEqualTo(204);
            assertThat(client.messages())
                    .extracting(EventSourceClient.Message::data)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 500)
                            .mapToObj(Integer::toString)
                            .toList());
            assertThat(proxy.count(Deed.CUT)).isGreaterThan(3);
            assertThat(proxy.count(Deed.HALF_CLOSE)).isGreaterThan(1);
            assertThat(proxy.count(Deed.STALL)).isGreaterThan(0);
        }
    }

    /// Counts to 500, one number each millisecond or so, from where the client is; 204 when it has all.
    private static void count(Connection connection) throws IOException {
        Matcher id = LAST_ID.matcher(connection.request());
        int last = id.find() ? Integer.parseInt(id.group(1)) : 0;
        if (last == 500) {
            connection.send("HTTP/1.1 204 No Content\r\n\r\n");
            return;
        }
        connection.send(Connection.STREAM).chunk("retry: 1\n\n");
        for (int n = last + 1; n <= 500; n++) {
            connection.chunk("id: " + n + "\ndata: " + n + "\n\n");
            LockSupport.parkNanos(1_000_000);
        }
        connection.complete();
    }

    private static MisbehavingProxy proxy(Mischief mischief, int... ports) {
        List<InetSocketAddress> targets =
                IntStream.of(ports).mapToObj(Loopback::address).toList();
        return new MisbehavingProxy(targets, mischief, 1);
    }
}
