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

/// All internal parts of Vert.x that we use. A new version may change them without notice; `VertxInsidesTest`
/// then tells what has changed. No other class uses them.
public final class VertxInsides {

    /// The name of the handler that changes a clear-text connection to HTTP/2 when its first request asks for
    /// that.
    public static final String H2C_UPGRADER = "h2c";

    private VertxInsides() {}

    /// The handler context of a connection in its channel; empty where it is not Vert.x's own connection.
    public static Optional<ChannelHandlerContext> context(HttpConnection connection) {
        return connection instanceof ConnectionBase base ? Optional.of(base.channelHandlerContext()) : Optional.empty();
    }

    /// The event loops that serve connections.
    public static Iterable<EventExecutor> eventLoops(Vertx vertx) {
        return ((VertxInternal) vertx).getEventLoopGroup();
    }

    /// The event loops that accept connections.
    public static Iterable<EventExecutor> acceptors(Vertx vertx) {
        return ((VertxInternal) vertx).getAcceptorEventLoopGroup();
    }

    /// A buffer around these bytes, without a copy.
    public static Buffer buffer(ByteBuf bytes) {
        return BufferImpl.buffer(bytes);
    }

    /// Passes an HTTP/1 connection's requests to another handler, including those that cannot be read.
    ///
    /// @param reader the handler that reads the connection, at the end of its pipeline
    /// @param taker the handler of its requests
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

    /// A request that behaves like another one, except for overridden methods.
    public abstract static class Request extends HttpServerRequestWrapper {

        protected Request(HttpServerRequest request) {
            super((HttpServerRequestInternal) request);
        }
    }
}
