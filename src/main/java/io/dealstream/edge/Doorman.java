package io.dealstream.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/// Gives every accepted connection an [Usher].
final class Doorman extends ChannelInboundHandlerAdapter {

    private final Gate gate;

    Doorman(Gate gate) {
        this.gate = gate;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof Channel accepted) {
            accepted.pipeline().addLast(new Usher(gate));
        }
        context.fireChannelRead(message);
    }
}
