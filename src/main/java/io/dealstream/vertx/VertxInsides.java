package io.dealstream.vertx;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.VertxHandler;
import java.util.Optional;

/// All that we use of Vert.x' insides, which a new version may change without a word. `VertxInsidesTest` says what has
/// changed; nobody else looks in.
public final class VertxInsides {

    /// The name of the handler that changes a connection in clear text to HTTP/2 when its first request asks for that.
    public static final String H2C_UPGRADER = "h2c";

    private VertxInsides() {}

    /// Where a connection stands in its channel; empty where it is none of Vert.x' own.
    public static Optional<ChannelHandlerContext> context(HttpConnection connection) {
        return connection instanceof ConnectionBase base ? Optional.of(base.channelHandlerContext()) : Optional.empty();
    }

    /// Those that serve connections.
    public static Iterable<EventExecutor> eventLoops(Vertx vertx) {
        return ((VertxInternal) vertx).getEventLoopGroup();
    }

    /// Those that accept connections.
    public static Iterable<EventExecutor> acceptors(Vertx vertx) {
        return ((VertxInternal) vertx).getAcceptorEventLoopGroup();
    }

    /// A buffer of these very bytes, without a copy.
    public static Buffer buffer(ByteBuf bytes) {
        return BufferImpl.buffer(bytes);
    }

    /// Hands an HTTP/1 connection's requests to another, those too that cannot be read.
    ///
    /// @param reader who reads the connection, at the end of its pipeline
    /// @return whether it is an HTTP/1 connection
    public static boolean handRequests(ChannelHandler reader, Handler<HttpServerRequest> taker) {
        if (reader instanceof VertxHandler<?> handler
                && handler.getConnection() instanceof HttpServerConnection connection) {
            connection.handler(taker);
            connection.invalidRequestHandler(taker);
            return true;
        }
        return false;
    }

    /// A request that is like another, but for what is overridden.
    public abstract static class Request extends HttpServerRequestWrapper {

        protected Request(HttpServerRequest request) {
            super((HttpServerRequestInternal) request);
        }
    }
}
