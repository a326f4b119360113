package io.dealstream.sse;

import io.dealstream.vertx.VertxInsides;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContentEncoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/// Writes frames as ready-made chunks of an HTTP/1.1 response that has begun. It bypasses the encoder, which
/// would make a new chunk for each reader. The encoder still writes the head and the end.
///
/// Measured: a delivered event takes 0.86 of the CPU time that it takes with `HttpServerResponse.write` (2,000
/// streams at 20 events a second, three runs of each in turn, both warm).
final class ChunkWriter {

    private final ChannelHandlerContext behindEncoder;
    private final SharedChunks shared;

    private ChunkWriter(ChannelHandlerContext behindEncoder, SharedChunks shared) {
        this.behindEncoder = behindEncoder;
        this.shared = shared;
    }

    /// Makes a writer for a request's response; null where frames cannot be written as chunks: HTTP/2,
    /// HTTP/1.0, compression.
    ///
    /// @param shared the chunks of the event loop
    static @Nullable ChunkWriter of(HttpServerRequest request, SharedChunks shared) {
        ChannelHandlerContext context =
                VertxInsides.context(request.connection()).orElse(null);
        if (request.version() != HttpVersion.HTTP_1_1 || context == null) {
            return null;
        }
        ChannelPipeline pipeline = context.pipeline();
        ChannelHandlerContext encoder = pipeline.context(HttpResponseEncoder.class);
        return encoder == null || pipeline.get(HttpContentEncoder.class) != null
                ? null
                : new ChunkWriter(encoder, shared);
    }

    void write(Frame frame) {
        var _ = behindEncoder.write(shared.of(frame, behindEncoder.alloc()), behindEncoder.voidPromise());
    }

    void flush() {
        behindEncoder.flush();
    }

    /// Whether little enough waits for the socket that more may be written.
    boolean isWritable() {
        return behindEncoder.channel().isWritable();
    }
}
