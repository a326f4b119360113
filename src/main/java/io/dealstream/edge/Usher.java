package io.dealstream.edge;

import io.dealstream.vertx.VertxInsides;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2HeadersFrame;

/// Puts the [Gate] before the handler of a connection's requests. The connection's first bytes or its handshake
/// decide on the protocol, and with it on the handler. So this handler stays at the end of the pipeline until
/// that handler is there.
final class Usher extends ChannelInboundHandlerAdapter {

    private final Gate gate;

    Usher(Gate gate) {
        this.gate = gate;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ChannelPipeline pipeline = context.pipeline();
        ChannelHandler reader = pipeline.last();
        if (reader instanceof Http2ConnectionHandler http2) {
            Http2Paths.watch(http2.decoder());
            if (message instanceof Http2HeadersFrame first) {
                Http2Paths.respell(first.headers());
            }
        } else if (!VertxInsides.handRequests(reader, gate)) {
            NoUpgrade.guard(pipeline);
            pipeline.addLast(new Usher(gate));
        }
        pipeline.remove(this);
        context.fireChannelRead(message);
    }
}
