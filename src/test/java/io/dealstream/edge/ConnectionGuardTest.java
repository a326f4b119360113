package io.dealstream.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.OverTls;
import io.dealstream.api.ServiceTest;
import io.dealstream.testing.Metrics;
import io.dealstream.testing.RawConnection;
import io.dealstream.vertx.VertxInsides;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Connections that hold a place for nothing are closed (first request 1 s, keep-alive 2 s); those that are served
/// are not.
@QuarkusTest
@TestProfile(ConnectionGuardTest.ShortPatience.class)
class ConnectionGuardTest extends ServiceTest {

    private static final Duration SOON = Duration.ofSeconds(6);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    /// Times that a test can wait for.
    public static final class ShortPatience extends OverTls {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = super.getConfigOverrides();
            settings.put("dealstream.connections.first-request", "1s");
            settings.put("dealstream.connections.keep-alive", "2s");
            return settings;
        }
    }

    @Inject
    ConnectionGuard guard;

    @Inject
    Vertx vertx;

    @TestHTTPResource(tls = true)
    URI secure;

    private String poll;

    @BeforeEach
    void prepare() {
        poll = request("/v1/events/org/poll");
    }

    @Test
    void closesAConnectionThatSaysNothing() {
        try (RawConnection plain = new RawConnection(service.port());
                RawConnection tls = new RawConnection(secure.getPort())) {
            assertThat(plain.isClosedWithin(SOON)).isTrue();
            assertThat(tls.isClosedWithin(SOON)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nX-Slow: a",
                "GET /v1/events/org HTTP/1.1\r\nHost: a\r\nA: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "GGGGGGGGGGGGGGGGGGGG",
                PREFACE
            })
    void closesAConnectionThatDripsAHeader(String bytes) {
        try (RawConnection connection = new RawConnection(service.port())) {
            assertThat(connection.drip(bytes, PAUSE, SOON)).isTrue();
            assertThat(connection.heard()).doesNotContain("200 OK");
        }
    }

    @Test
    void closesAnHttp2ConnectionThatOnlyPings() {
        String settings = "\0\0\0\4\0\0\0\0\0";
        String ping = "\0\0\10\6\0\0\0\0\0abcdefgh";
        try (RawConnection connection = new RawConnection(service.port())) {
            connection.say(PREFACE + settings);
            Instant end = Instant.now().plus(SOON);
            while (!connection.isClosedWithin(PAUSE) && Instant.now().isBefore(end)) {
                connection.say(ping);
            }
            assertThat(connection.isClosedWithin(PAUSE)).isTrue();
        }
    }

    @Test
    void closesAConnectionThatStaysSilentAfterAnAnswer() {
        try (RawConnection connection = new RawConnection(service.port())) {
            connection.say(poll).hear("\"has_more\":false");
            assertThat(connection.isClosedWithin(SOON)).isTrue();
        }
    }

    @Test
    void closesAConnectionThatDripsItsSecondHeader() {
        try (RawConnection connection = new RawConnection(service.port())) {
            connection.say(poll).hear("\"has_more\":false");
            assertThat(connection.drip("GET /v1/events/org?a=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", PAUSE, SOON))
                    .isTrue();
        }
    }

    @Test
    void closesAConnectionThatDripsABodyNobodyAskedFor() {
        try (RawConnection connection = new RawConnection(service.port())) {
            connection.say("POST /v1/stream-tickets HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n");
            assertThat(connection.drip("a", PAUSE, SOON)).isTrue();
        }
    }

    @Test
    void servesAConnectionThatAsksAgainInTime() {
        try (RawConnection connection = new RawConnection(service.port())) {
            for (int i = 1; i <= 6; i++) {
                connection.say(poll);
                assertThat(connection.isClosedWithin(Duration.ofMillis(700))).isFalse();
                assertThat(connection.heard().split("200 OK", -1)).hasSize(i + 1);
            }
        }
    }

    @Test
    void leavesStreamsAndPollsThatWaitAlone() {
        try (RawConnection stream = new RawConnection(service.port());
                RawConnection waiting = new RawConnection(service.port())) {
            stream.say(request("/v1/events/org")).hear("retry: 3000");
            waiting.say(request("/v1/events/org/poll?wait=7"));

            assertThat(stream.isClosedWithin(SOON)).isFalse();
            assertThat(stream.heard()).contains(": keepalive");
            waiting.hear("\"has_more\":false");
        }
    }

    @Test
    void givesAConnectionItsFullTimeAfterAStreamHasEnded() {
        try (RawConnection connection = new RawConnection(service.port())) {
            org.write(org.batch("b").completed(1, 0));
            connection.say(request("/v1/events/batches/b")).hear("stream.closed");

            connection.say(poll).hear("\"has_more\":false");
            assertThat(connection.isClosedWithin(SOON)).isTrue();
        }
    }

    private String request(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: a\r\nX-API-Key: " + org.key().secret() + "\r\n\r\n";
    }

    @Test
    void looksOnAtAllOthersWhenItFailsAtOne() throws Exception {
        try (RawConnection broken = new RawConnection(service.port())) {
            breakVisitOf(broken.localPort());
            // so many that each event loop has some of them
            List<RawConnection> silent = Stream.generate(() -> new RawConnection(service.port()))
                    .limit(32)
                    .toList();
            assertThat(silent).allMatch(connection -> connection.isClosedWithin(SOON));
            silent.forEach(RawConnection::close);
            assertThat(Metrics.of(service).value("dealstream_tasks_failed_total", "task=\"connection-guard\""))
                    .isPositive();
        }
    }

    /// Puts what is no activity where the guard keeps its own, on the connection that comes from a port.
    private void breakVisitOf(int port) throws Exception {
        AttributeKey<Object> activity =
                AttributeKey.valueOf(ConnectionActivity.class.getName() + "@" + System.identityHashCode(guard));
        AtomicBoolean found = new AtomicBoolean();
        Awaitility.await().until(() -> {
            for (EventExecutor executor : VertxInsides.eventLoops(vertx)) {
                if (executor instanceof SingleThreadEventLoop loop) {
                    loop.submit(() -> loop.registeredChannelsIterator().forEachRemaining(channel -> {
                                if (channel.remoteAddress() instanceof InetSocketAddress from
                                        && from.getPort() == port) {
                                    channel.attr(activity).set("none");
                                    found.set(true);
                                }
                            }))
                            .get();
                }
            }
            return found.get();
        });
    }
}
