package io.dealstream.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dealstream.tasks.Faults;
import io.dealstream.tasks.Task;
import io.dealstream.testing.Loopback;
import io.dealstream.testing.RawConnection;
import io.dealstream.vertx.VertxInsides;
import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One connection that fails, among others on the same event loop of a real server.
class StreamFaultsTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String HEARTBEAT = ": heartbeat";

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final List<Task> failed = new CopyOnWriteArrayList<>();
    private final List<String> closed = new CopyOnWriteArrayList<>();
    private final Faults faults = new Faults(failed::add, Clock.systemUTC());
    private @Nullable SseLoop loop;
    private int port;

    /// What a stream does that a path asks for.
    private final class Stream implements SseConnection.Owner {

        private final String path;
        private final HttpServerRequest request;
        private final SseConnection connection;

        Stream(SseLoop of, HttpServerRequest request) {
            this.path = request.path();
            this.request = request;
            this.connection = new SseConnection(of, request, 10_000, this);
            connection.start(Frame.comment(" hello"));
        }

        @Override
        public void ready() {}

        @Override
        public void closed() {
            closed.add(path);
            if (path.equals("/fails-when-closed")) {
                throw new IllegalStateException("closed");
            }
        }

        @Override
        public long look(long now, long silence) {
            switch (path) {
                case "/exception", "/fails-when-closed" -> throw new IllegalStateException("look");
                case "/error" -> throw new StackOverflowError();
                case "/unsendable" -> {
                    connection.write(Frame.comment(" never"));
                    // behind the connection's back, so that its flush fails
                    request.response().end();
                }
                default -> connection.write(Frame.comment(" heartbeat"));
            }
            return 1;
        }
    }

    @BeforeEach
    void listen() throws ExecutionException, InterruptedException {
        HttpServer server = vertx.createHttpServer().requestHandler(this::answer);
        port = server.listen(0, Loopback.HOST)
                .toCompletionStage()
                .toCompletableFuture()
                .get()
                .actualPort();
    }

    @AfterEach
    void close() throws ExecutionException, InterruptedException {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    private void answer(HttpServerRequest request) {
        if (loop == null) {
            loop = new SseLoop(eventLoop(request), faults);
        }
        var _ = new Stream(loop, request);
    }

    private static EventLoop eventLoop(HttpServerRequest request) {
        return VertxInsides.context(request.connection())
                .orElseThrow()
                .channel()
                .eventLoop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/exception", "/error", "/fails-when-closed"})
    void aLookThatFailsEndsItsOwnConnectionOnly(String bad) {
        try (RawConnection before = open("/good", "1.1");
                RawConnection failing = open(bad, "1.1");
                RawConnection after = open("/good", "1.1")) {
            assertThat(failing.isClosedWithin(SOON)).isTrue();

            assertThat(failed).isNotEmpty().containsOnly(Task.STREAM_CLOCK);
            assertThat(closed).containsExactly(bad);
            assertBeats(before);
            assertBeats(after);
        }
    }

    @Test
    void aFlushThatFailsEndsItsOwnConnectionOnly() {
        try (RawConnection before = open("/good", "1.1");
                RawConnection failing = open("/unsendable", "1.0");
                RawConnection after = open("/good", "1.1")) {
            assertThat(failing.isClosedWithin(SOON)).isTrue();
            await().atMost(SOON).until(() -> failed.contains(Task.STREAM_FLUSH));

            assertBeats(before);
            assertBeats(after);
        }
    }

    @Test
    void aTaskThatFailsIsToldAndTheLoopGoesOn() {
        try (RawConnection good = open("/good", "1.1")) {
            good.hear(HEARTBEAT);
            AtomicInteger done = new AtomicInteger();
            SseLoop running = Objects.requireNonNull(loop);

            running.execute(() -> {
                throw new StackOverflowError();
            });
            running.schedule(
                    () -> {
                        throw new IllegalStateException();
                    },
                    1);
            running.schedule(done::incrementAndGet, 2);

            await().atMost(SOON).until(() -> done.get() == 1);
            assertThat(failed).containsExactly(Task.STREAM_TASK, Task.STREAM_TASK);
            assertBeats(good);
        }
    }

    private RawConnection open(String path, String version) {
        RawConnection connection = new RawConnection(port);
        connection.say("GET " + path + " HTTP/" + version + "\r\nHost: x\r\nConnection: keep-alive\r\n\r\n");
        connection.hear("hello");
        return connection;
    }

    /// Hears that the wheel still turns for this connection.
    private static void assertBeats(RawConnection connection) {
        int heard = count(connection);
        await().atMost(SOON).until(() -> {
            connection.isClosedWithin(Duration.ofMillis(100));
            return count(connection) > heard + 2;
        });
    }

    private static int count(RawConnection connection) {
        return connection.heard().split(HEARTBEAT, -1).length;
    }
}
