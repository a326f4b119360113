package io.dealstream.edge;

import io.dealstream.vertx.VertxInsides;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;

/// Keeps connections from changing from HTTP/1 to HTTP/2 (`Upgrade: h2c`). A proxy that passes the change on,
/// as HAProxy does, would not see the later requests, so all its rules for paths would be bypassed. HTTP/2 from
/// the first byte, or over TLS, is not affected.
final class NoUpgrade extends ChannelInboundHandlerAdapter {

    /// Installs this handler before the one that would make the change, if there is one.
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
