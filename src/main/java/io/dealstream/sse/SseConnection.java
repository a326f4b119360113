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

/// One response that is an event stream. Lives on its event loop: all methods are called there.
///
/// Frames written in one go leave as one write. What the socket does not take is the owner's to hold back: [#write]
/// says when, and [Owner#ready] when it goes on.
public final class SseConnection {

    /// Whom the connection tells what happens.
    public interface Owner {

        /// The socket takes frames again.
        void ready();

        /// The client is gone, or did not take anything for too long; nothing more can be written.
        void closed();

        /// Asked now and then.
        ///
        /// @param now nanoseconds, see [System#nanoTime()]
        /// @param silence since the last frame was written, in ms
        /// @return when to ask again, in ms
        long look(long now, long silence);
    }

    /// How often a frame takes the long way through the encoder even so: what watches over idle connections sits in
    /// front of the encoder, and would take a busy stream for a dead one.
    private static final long LONG_WAY_NANOS = 60_000_000_000L;

    private final SseLoop loop;
    private final HttpConnection connection;
    private final HttpServerResponse response;
    private final Owner owner;
    private final long writeDeadlineNanos;
    private final @Nullable ChunkWriter chunks;
    /// What goes the long way with the next flush.
    private final ArrayList<Frame> pending = new ArrayList<>(0);

    private boolean unflushed;
    private long writtenAt = System.nanoTime();
    private long longWayAt = writtenAt;
    private long fullSince;
    private boolean full;
    private boolean closed;

    /// Where the wheel has it; the wheel's business.
    int slot = Wheel.NOWHERE;

    int seat;

    /// @param request its response has status and headers set, and nothing is written
    /// @param writeDeadlineMillis how long a client may take nothing at all before it counts as gone
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
    /// @return false when the client is gone already; then the owner is not told
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
        // done, and through it the response would keep the framework's whole request, 3 KB, as long as it is open
        response.headersEndHandler(null);
        loop.wheel().lookAfter(this, Wheel.TICK_MILLIS);
        return true;
    }

    /// Writes a frame.
    ///
    /// @return whether the socket would take more right now
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

    /// Writes a last frame, whatever the socket says, and ends the response.
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
            // what the client does not take must not be kept for ever
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

    /// Sends what has been written. A failure ends this connection and no other.
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

    /// Does what is due. A failure ends this connection and no other.
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

    /// Past the encoder; null where the long way is to be taken. The same for all that one flush takes along, since
    /// the times change with the flush.
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

    /// Ends the connection, as far as that goes, after something went wrong: its client comes back where it was.
    private void fail(Task task, Throwable failure) {
        loop.faults().of(task, failure);
        try {
            abort();
        } catch (Throwable further) {
            loop.faults().of(task, further);
        }
    }

    /// Lets go of a client that takes nothing, with all that waits for it, in the system too. The ordinary ways,
    /// closing an HTTP/1.1 connection or resetting an HTTP/2 stream that has ended, wait until it has taken that.
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
