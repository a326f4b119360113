package io.dealstream.testing;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// HTTP/2 in clear text with pseudo-headers that no client would send.
public final class Http2Frames implements AutoCloseable {

    private static final int LIMIT_SECONDS = 10;

    private final NioEventLoopGroup loop = new NioEventLoopGroup(1);
    private final int port;
    private Channel connection;

    public Http2Frames(int port) {
        this.port = port;
        this.connection = connect();
    }

    /// The status of a GET, or that it was `reset`, or `closed` with the connection.
    public String status(String authority, String path) {
        if (!connection.isActive()) {
            connection = connect();
        }
        CompletableFuture<String> status = new CompletableFuture<>();
        var stream = new Http2StreamChannelBootstrap(connection)
                .handler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelRead(ChannelHandlerContext context, Object frame) {
                        if (frame instanceof Http2HeadersFrame head) {
                            status.complete(head.headers().status().toString());
                        } else if (frame instanceof Http2ResetFrame) {
                            status.complete("reset");
                        }
                        ReferenceCountUtil.release(frame);
                    }

                    @Override
                    public void userEventTriggered(ChannelHandlerContext context, Object event) {
                        if (event instanceof Http2ResetFrame) {
                            status.complete("reset");
                        }
                    }

                    @Override
                    public void channelInactive(ChannelHandlerContext context) {
                        status.complete("closed");
                    }
                })
                .open()
                .syncUninterruptibly()
                .getNow();
        var _ = stream.writeAndFlush(new DefaultHttp2HeadersFrame(
                new DefaultHttp2Headers(false)
                        .method("GET")
                        .scheme("http")
                        .authority(authority)
                        .path(path),
                true));
        try {
            return status.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("not answered: " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            var _ = stream.close();
        }
    }

    @Override
    public void close() {
        connection.close().syncUninterruptibly();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private Channel connect() {
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        Http2FrameCodecBuilder.forClient()
                                                .validateHeaders(false)
                                                .build(),
                                        new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()));
                    }
                })
                .connect(Loopback.address(port))
                .syncUninterruptibly()
                .channel();
    }
}
