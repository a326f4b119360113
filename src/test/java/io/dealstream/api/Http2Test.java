package io.dealstream.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.testing.Http2Client;
import io.dealstream.testing.Http2Client.Stream;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.http.HttpVersion;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Streams that share a connection, and streams over TLS.
@QuarkusTest
@TestProfile(OverTls.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class Http2Test extends ServiceTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String ORG = "/v1/events/org";
    private static final String HEARTBEAT = ": keepalive\n\n";

    @TestHTTPResource(tls = true)
    URI secure;

    @Inject
    Event<ShutdownDelayInitiatedEvent> shutdown;

    enum Transport {
        TLS,
        CLEAR_TEXT
    }

    @ParameterizedTest
    @EnumSource
    void aHundredStreamsShareOneConnection(Transport transport) {
        try (Http2Client client = client(transport)) {
            String key = org.anotherKey().secret();
            List<Stream> streams = IntStream.range(0, 100)
                    .mapToObj(i -> client.open(i % 2 == 0 ? ORG : "/v1/events/deals/" + i, "X-API-Key", key))
                    .toList();

            records.writeAll(IntStream.range(0, 100)
                    .mapToObj(i -> org.deal(i).progressed(1, 5))
                    .toList());

            assertThat(client.connections()).isEqualTo(1);
            assertThat(streams).allMatch(stream -> stream.version() == HttpVersion.HTTP_2);
            await(() -> streams.stream().allMatch(stream -> stream.text().contains(HEARTBEAT)));
            for (int i = 0; i < streams.size(); i++) {
                Stream stream = streams.get(i);
                int expected = i % 2 == 0 ? 100 : 1;
                await(() -> events(stream) == expected);
                assertThat(stream.text()).startsWith("retry: 3000\n\n");
            }
            assertThat(client.get(ORG + "/poll", "X-API-Key", key)).contains("\"has_more\":false");
            assertThat(client.connections()).isEqualTo(1);
            assertThat(streams).noneMatch(Stream::hasEnded);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noStreamNoticesThatAnotherOfItsConnectionIsSlow(Transport transport) {
        slowStreamIsCutAlone(transport, 200);
    }

    /// With more than its queue holds, so that it was ended before.
    @ParameterizedTest
    @EnumSource
    void aSlowStreamIsCutWhenItNeverReadsOn(Transport transport) {
        slowStreamIsCutAlone(transport, 400);
    }

    private void slowStreamIsCutAlone(Transport transport, int events) {
        try (Http2Client client = client(transport)) {
            String key = org.anotherKey().secret();
            Stream slow = client.open(ORG, "X-API-Key", key);
            Stream quick = client.open(ORG, "X-API-Key", key);
            pauseOnceLive(slow);
            String name = "x".repeat(4_000);

            int count = write(events, name, quick);

            await(slow::hasEnded);
            assertThat(slow.end()).isEqualTo(Stream.End.CUT);
            org.write(org.deal(1).created("after"));
            await(() -> events(quick) == count + 1);
            assertThat(quick.hasEnded()).isFalse();
            assertThat(client.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSlowStreamIsToldWhyItEndsWhenItReadsOn(Transport transport) {
        try (Http2Client client = client(transport)) {
            Stream slow = client.open(ORG, "X-API-Key", org.key().secret());
            Stream quick = client.open(ORG, "X-API-Key", org.key().secret());
            pauseOnceLive(slow);
            String name = "x".repeat(4_000);
            write(400, name, quick);

            slow.resume();

            await(slow::hasEnded);
            assertThat(slow.end()).isEqualTo(Stream.End.COMPLETE);
            assertThat(slow.text()).endsWith("event: stream.closed\ndata: {\"reason\":\"slow_consumer\"}\n\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStreamThatIsCancelledMakesRoomForAnother(Transport transport) {
        try (Http2Client client = client(transport)) {
            String key = org.anotherKey().secret();
            for (int i = 0; i < 20; i++) {
                Stream stream = client.open(ORG, "X-API-Key", key);
                await(() -> stream.text().startsWith("retry: 3000\n\n"));
                stream.cancel();
            }
            Stream last = client.open(ORG, "X-API-Key", key);
            org.write(org.deal(1).created("last"));

            await(() -> events(last) == 1);
            assertThat(client.connections()).isEqualTo(1);
        }
    }

    @Test
    void http1OverTlsSaysTheSameBytes() {
        try (Http2Client client = Http2Client.http1OverTls(secure.getPort(), OverTls.certificates());
                Http2Client plain = Http2Client.inClearText(service.port())) {
            List<Stream> streams = IntStream.range(0, 3)
                    .mapToObj(i -> client.open(ORG, "X-API-Key", org.key().secret()))
                    .toList();
            Stream other = plain.open(ORG, "X-API-Key", org.key().secret());

            for (int i = 0; i < 50; i++) {
                org.write(org.deal(i).created("x".repeat(i * 100)));
            }

            await(() -> events(other) == 50);
            streams.forEach(stream -> await(() -> events(stream) == 50));
            assertThat(streams).allMatch(stream -> stream.version() == HttpVersion.HTTP_1_1);
            String expected = eventsOnly(other);
            assertThat(streams)
                    .allSatisfy(stream -> assertThat(eventsOnly(stream)).isEqualTo(expected));
        }
    }

    /// The last one: nobody is served after it.
    @Test
    @Order(Integer.MAX_VALUE)
    void allAreSentAwayAtAShutdown() {
        try (Http2Client secured = client(Transport.TLS);
                Http2Client plain = client(Transport.CLEAR_TEXT)) {
            List<Stream> streams = IntStream.range(0, 20)
                    .mapToObj(i -> (i % 2 == 0 ? secured : plain)
                            .open(ORG, "X-API-Key", org.key().secret()))
                    .toList();

            shutdown.fire(new ShutdownDelayInitiatedEvent());

            await(() -> streams.stream().allMatch(Stream::hasEnded));
            assertThat(streams).allSatisfy(stream -> {
                assertThat(stream.end()).isEqualTo(Stream.End.COMPLETE);
                assertThat(stream.text())
                        .matches(
                                "(?s).*retry: \\d+\n\nevent: stream.closed\ndata: \\{\"reason\":\"shutting_down\"}\n\n");
            });
        }
    }

    private Http2Client client(Transport transport) {
        return switch (transport) {
            case TLS -> Http2Client.overTls(secure.getPort(), OverTls.certificates());
            case CLEAR_TEXT -> Http2Client.inClearText(service.port());
        };
    }

    /// Writes events no faster than a reader takes them.
    ///
    /// @return how many
    private int write(int count, String name, Stream reader) {
        for (int i = 0; i < count; i += 50) {
            int so = i;
            records.writeAll(IntStream.range(so, so + 50)
                    .mapToObj(id -> org.deal(id).created(name))
                    .toList());
            await(() -> events(reader) == so + 50);
        }
        return count;
    }

    private static int events(Stream stream) {
        return stream.text().split("\nevent: ", -1).length - 1;
    }

    /// Without what depends on time: heartbeats, ids of a quiet stream.
    private static String eventsOnly(Stream stream) {
        return String.join(
                "\n\n",
                stream.text()
                        .lines()
                        .filter(line -> line.startsWith("event: ") || line.startsWith("data: "))
                        .toList());
    }

    /// Before it is live it would take its past at its own pace.
    private static void pauseOnceLive(Stream slow) {
        await(() -> slow.text().contains("\n\nid: "));
        slow.pause();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(condition);
    }
}
