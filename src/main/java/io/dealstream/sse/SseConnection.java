package io.dealstream.sse;

import io.dealstream.tasks.Task;
import io.dealstream.vertx.VertxInsides;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// One response that is an event stream. It lives on its event loop: all methods must be called there.
///
/// Frames that are written in one turn leave as one write. When the socket takes no more, the owner must stop:
/// [#write] says so, and [Owner#ready] says when to go on.
public final class SseConnection {

    /// Is told what happens to the connection, on its event loop.
    public interface Owner {

        /// The socket takes frames again.
        void ready();

        /// The connection is closed, or the client took nothing for too long. Nothing more can be written.
        void closed();

        /// Called at intervals, for heartbeats and limits.
        ///
        /// @param now nanoseconds, see [System#nanoTime()]
        /// @param silence the time since the last frame was written, in ms
        /// @return the time until the next call, in ms
        long look(long now, long silence);
    }

    /// How often a frame goes through the encoder all the same. The handler for idle connections sits before
    /// the encoder and would otherwise close a busy stream.
    private static final long LONG_WAY_NANOS = 60_000_000_000L;

    private final SseLoop loop;
    private final HttpConnection connection;
    private final HttpServerResponse response;
    private final Owner owner;
    private final long writeDeadlineNanos;
    private final @Nullable ChunkWriter chunks;
    /// The frames that go through the encoder with the next flush.
    private final ArrayList<Frame> pending = new ArrayList<>(0);

    private boolean unflushed;
    private long writtenAt = System.nanoTime();
    private long longWayAt = writtenAt;
    private long fullSince;
    private boolean full;
    private boolean closed;

    /// The slot of the wheel that holds this connection. Only the wheel uses it.
    int slot = Wheel.NOWHERE;

    int seat;

    /// @param loop the event loop of the request's connection
    /// @param request a request whose response has status and headers set, and nothing written
    /// @param writeDeadlineMillis how long a client may leave its socket full before that is closed, in ms
    /// @param owner is told what happens
    public SseConnection(SseLoop loop, HttpServerRequest request, long writeDeadlineMillis, Owner owner) {
        this.loop = loop;
        this.connection = request.connection();
        this.response = request.response();
        this.chunks = ChunkWriter.of(request, loop.chunks());
        this.owner = owner;
        this.writeDeadlineNanos = writeDeadlineMillis * 1_000_000;
    }

    /// Sends the head and a first frame at once.
    ///
    /// @return false when the connection is closed already; then the owner is not told
    public boolean start(Frame first) {
        if (response.closed() || response.ended()) {
            closed = true;
            return false;
        }
        response.setChunked(true);
        response.exceptionHandler(failure -> gone());
        response.closeHandler(nothing -> gone());
        response.drainHandler(nothing -> drained());
        writtenAt = System.nanoTime();
        response.write(VertxInsides.buffer(first.view()));
        // No longer needed, and through it the response would keep the framework's whole request, 3 KB, while
        // it is open.
        response.headersEndHandler(null);
        loop.wheel().lookAfter(this, Wheel.TICK_MILLIS);
        return true;
    }

    /// Writes a frame, with the next flush.
    ///
    /// @return whether the socket takes more frames right now
    public boolean write(Frame frame) {
        if (closed) {
            return !full;
        }
        if (!unflushed) {
            unflushed = true;
            loop.flushLater(this);
        }
        ChunkWriter shortWay = shortWay();
        if (shortWay == null) {
            pending.add(frame);
        } else {
            shortWay.write(frame);
            noteWhetherFull();
        }
        return !full;
    }

    /// Writes a last frame, even if the socket takes no more, and ends the response.
    public void close(@Nullable Frame last) {
        if (closed) {
            return;
        }
        if (last != null) {
            pending.add(last);
        }
        Buffer rest = pendingBytes();
        closed = true;
        loop.wheel().forget(this);
        Future<Void> taken = rest.length() > 0 ? response.end(rest) : response.end();
        if (!taken.isComplete()) {
            // bytes that the client does not take must not be kept for ever
            loop.schedule(
                    () -> {
                        if (!taken.isComplete()) {
                            drop();
                        }
                    },
                    writeDeadlineNanos / 1_000_000);
        }
    }

    /// Whether nothing can be written any more.
    public boolean isClosed() {
        return closed;
    }

    /// Sends the frames that were written. A failure ends only this connection.
    void flush() {
        unflushed = false;
        if (closed) {
            return;
        }
        try {
            send();
        } catch (Throwable failure) {
            fail(Task.STREAM_FLUSH, failure);
        }
    }

    private void send() {
        ChunkWriter shortWay = shortWay();
        writtenAt = System.nanoTime();
        if (shortWay == null) {
            longWayAt = writtenAt;
            response.write(pendingBytes());
        } else {
            shortWay.flush();
        }
        noteWhetherFull();
        drained();
    }

    /// Does the periodic work. A failure ends only this connection.
    void look() {
        if (closed) {
            return;
        }
        try {
            lookNow();
        } catch (Throwable failure) {
            fail(Task.STREAM_CLOCK, failure);
        }
    }

    private void lookNow() {
        long now = System.nanoTime();
        if (full && now - fullSince > writeDeadlineNanos) {
            abort();
            return;
        }
        long again = owner.look(now, (now - writtenAt) / 1_000_000);
        if (!closed) {
            loop.wheel().lookAfter(this, again);
        }
    }

    /// The writer that bypasses the encoder; null where frames must go through it. All frames of one flush get
    /// the same answer, because it depends on the time, which changes only with the flush.
    private @Nullable ChunkWriter shortWay() {
        return writtenAt - longWayAt > LONG_WAY_NANOS ? null : chunks;
    }

    private Buffer pendingBytes() {
        Buffer bytes;
        if (pending.size() == 1) {
            bytes = VertxInsides.buffer(pending.getFirst().view());
        } else {
            ByteBuf[] views = pending.stream().map(Frame::view).toArray(ByteBuf[]::new);
            bytes = VertxInsides.buffer(Unpooled.wrappedBuffer(Math.max(1, views.length), views));
        }
        pending.clear();
        return bytes;
    }

    private void noteWhetherFull() {
        if (!full && isFull()) {
            full = true;
            fullSince = System.nanoTime();
        }
    }

    private void drained() {
        if (full && !closed && !isFull()) {
            full = false;
            try {
                owner.ready();
            } catch (Throwable failure) {
                fail(Task.STREAM_TASK, failure);
            }
        }
    }

    private boolean isFull() {
        return chunks == null ? response.writeQueueFull() : !chunks.isWritable();
    }

    private void abort() {
        try {
            drop();
        } finally {
            gone();
        }
    }

    /// Closes the connection after a failure, as far as that is possible. Its client comes back and resumes.
    private void fail(Task task, Throwable failure) {
        loop.faults().of(task, failure);
        try {
            abort();
        } catch (Throwable further) {
            loop.faults().of(task, further);
        }
    }

    /// Closes the connection of a client that takes nothing, and drops all bytes that wait for it, also in the
    /// system. The usual ways, closing an HTTP/1.1 connection or resetting an ended HTTP/2 stream, would wait
    /// until the client has taken them.
    private void drop() {
        ChannelHandlerContext context = VertxInsides.context(connection).orElse(null);
        if (context == null) {
            response.reset();
            return;
        }
        Http2ConnectionHandler http2 = context.pipeline().get(Http2ConnectionHandler.class);
        if (http2 == null) {
            Channel channel = context.channel();
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.unsafe().close(channel.unsafe().voidPromise());
        } else {
            var _ = http2.resetStream(context, response.streamId(), Http2Error.CANCEL.code(), context.newPromise());
            context.flush();
        }
    }

    private void gone() {
        if (!closed) {
            closed = true;
            loop.wheel().forget(this);
            pending.clear();
            owner.closed();
        }
    }
}
