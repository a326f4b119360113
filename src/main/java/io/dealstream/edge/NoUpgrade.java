package io.dealstream.edge;

import io.dealstream.vertx.VertxInsides;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;

/// Lets a connection stay with HTTP/1 that would change to HTTP/2 (`Upgrade: h2c`). A proxy that passes the change on,
/// as HAProxy does, sees nothing of what is asked after it: all its rules for paths would be passed by. Who speaks
/// HTTP/2 from the first byte, or over TLS, is not concerned.
final class NoUpgrade extends ChannelInboundHandlerAdapter {

    /// Stands before who would make the change, if anybody would.
    static void guard(ChannelPipeline pipeline) {
        if (pipeline.get(VertxInsides.H2C_UPGRADER) != null) {
            pipeline.addBefore(VertxInsides.H2C_UPGRADER, null, new NoUpgrade());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            request.headers().remove(HttpHeaderNames.UPGRADE);
            context.pipeline().remove(this);
        }
        context.fireChannelRead(message);
    }
}
