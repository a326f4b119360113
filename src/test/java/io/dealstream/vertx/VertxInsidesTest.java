package io.dealstream.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What we count on inside Vert.x is as it was. A failure here says what a new version has changed, and who counted on
/// it; without this it would show as streams that never begin, or not at all.
class VertxInsidesTest {

    private final Vertx vertx = Vertx.vertx();
    private final List<String> missing = new CopyOnWriteArrayList<>();
    private HttpServer server = vertx.createHttpServer();

    @BeforeEach
    void start() throws Exception {
        HttpServerOptions options = new HttpServerOptions().setHost("127.0.0.1").setPort(0);
        server = vertx.createHttpServer(options).requestHandler(request -> {
            look(request);
            request.response().end("by the server");
        });
        server.listen().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aConnectionLeadsToItsChannel() throws Exception {
        assertThat(get(HttpClient.Version.HTTP_1_1)).isEqualTo("by the server");
        assertThat(get(HttpClient.Version.HTTP_2)).isEqualTo("by the server");

        assertThat(missing).isEmpty();
    }

    private void look(HttpServerRequest request) {
        ChannelHandlerContext context =
                VertxInsides.context(request.connection()).orElse(null);
        if (context == null) {
            missing.add("HttpServerRequest.connection() is no ConnectionBase over " + request.version()
                    + ": streams are not written past the encoder, and requests have no event loop"
                    + " (VertxInsides.context)");
            return;
        }
        Class<? extends ChannelHandler> writer =
                request.version() == HttpVersion.HTTP_2 ? Http2ConnectionHandler.class : HttpResponseEncoder.class;
        if (context.pipeline().get(writer) == null) {
            missing.add("There is no " + writer + " in the pipeline over " + request.version()
                    + ": who writes chunks, resets streams or watches paths looks for it");
        }
    }

    @Test
    void connectionsAreServedAndAcceptedByLoopsThatShowTheirChannels() {
        assertThat(VertxInsides.eventLoops(vertx))
                .as("Vertx.getEventLoopGroup() has no loops that show their channels: idle connections are not closed")
                .isNotEmpty()
                .allMatch(SingleThreadEventLoop.class::isInstance);
        assertThat(VertxInsides.acceptors(vertx))
                .as("Vertx.getAcceptorEventLoopGroup() has no loops that show their channels: no request goes through"
                        + " the gate")
                .isNotEmpty()
                .allMatch(SingleThreadEventLoop.class::isInstance);
    }

    @Test
    void anHttp1ConnectionHandsItsRequestsToWhoAsksForThem() throws Exception {
        Arrivals arrivals = new Arrivals();
        arrivals.watch(vertx);

        assertThat(get(HttpClient.Version.HTTP_1_1))
                .as("The last handler of an HTTP/1 connection is no VertxHandler of an HttpServerConnection:"
                        + " no request goes through the gate (VertxInsides.handRequests)")
                .isEqualTo("by somebody else");
        assertThat(arrivals.sawUpgrader)
                .as(
                        "Who changes a connection to HTTP/2 is no longer called %s: proxies' rules for paths can be passed"
                                + " by (VertxInsides.H2C_UPGRADER)",
                        VertxInsides.H2C_UPGRADER)
                .isTrue();
    }

    @Test
    void aBufferHasTheBytesThatItIsMadeOf() {
        byte[] bytes = "data: x\n\n".getBytes(StandardCharsets.UTF_8);

        assertThat(VertxInsides.buffer(io.netty.buffer.Unpooled.wrappedBuffer(bytes))
                        .getBytes())
                .isEqualTo(bytes);
    }

    private String get(HttpClient.Version version) throws Exception {
        try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
            URI uri = URI.create("http://127.0.0.1:" + server.actualPort() + "/");
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    /// Meets each connection as it is accepted, and its first bytes once somebody is there who reads them.
    private static final class Arrivals extends ChannelInboundHandlerAdapter {

        volatile boolean sawUpgrader;

        void watch(Vertx vertx) throws InterruptedException {
            for (EventExecutor executor : VertxInsides.acceptors(vertx)) {
                CountDownLatch done = new CountDownLatch(1);
                executor.execute(() -> {
                    ((SingleThreadEventLoop) executor)
                            .registeredChannelsIterator()
                            .forEachRemaining(channel -> {
                                if (channel instanceof ServerChannel) {
                                    channel.pipeline().addFirst(this);
                                }
                            });
                    done.countDown();
                });
                assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
            }
        }

        @Override
        public boolean isSharable() {
            return true;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof Channel accepted) {
                accepted.pipeline().addLast(new Taker());
            }
            context.fireChannelRead(message);
        }

        /// Goes to the end of the pipeline until somebody is there to take the requests from.
        private final class Taker extends ChannelInboundHandlerAdapter {

            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                ChannelPipeline pipeline = context.pipeline();
                sawUpgrader |= pipeline.get(VertxInsides.H2C_UPGRADER) != null;
                if (!VertxInsides.handRequests(
                        pipeline.last(), request -> request.response().end("by somebody else"))) {
                    pipeline.addLast(new Taker());
                }
                pipeline.remove(this);
                context.fireChannelRead(message);
            }
        }
    }
}
