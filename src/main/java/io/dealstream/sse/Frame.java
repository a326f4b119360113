package io.dealstream.sse;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A piece of an event stream as bytes, which can be written to any number of sockets. Immutable. The bytes are
/// on the heap, so nobody must release them, and an event in a journal can hold its frame.
///
/// No text can split a frame: a field with CR, LF or NUL is refused when the frame is made (streams.md,
/// "Frames").
public final class Frame {

    private static final byte[] LINE_END = {'\r', '\n'};

    /// The bytes as a chunk of an HTTP/1.1 response, on the heap.
    private final ByteBuf chunk;
    private final ByteBuf bytes;
    private boolean written;

    private Frame(byte[] bytes) {
        byte[] size = Integer.toHexString(bytes.length).getBytes(StandardCharsets.US_ASCII);
        // Not from an allocator: its metrics would count bytes that are never released.
        ByteBuf buffer = Unpooled.wrappedBuffer(ByteBuffer.allocate(size.length + bytes.length + 2 * LINE_END.length)
                        .put(size)
                        .put(LINE_END)
                        .put(bytes)
                        .put(LINE_END)
                        .array())
                .asReadOnly();
        this.chunk = Unpooled.unreleasableBuffer(buffer);
        this.bytes = Unpooled.unreleasableBuffer(buffer.slice(size.length + LINE_END.length, bytes.length));
    }

    /// Makes an event.
    ///
    /// @param id the event's id; null for an event that leaves the reader's last id as it is
    /// @param name the value of `event:`; null for the default name, `message`
    /// @param data one line of UTF-8
    /// @throws IllegalArgumentException when a field holds CR, LF or NUL
    public static Frame event(@Nullable String id, @Nullable String name, byte[] data) {
        FrameBuilder out = new FrameBuilder(data.length + 96);
        if (id != null) {
            out.field("id: ", id);
        }
        if (name != null) {
            out.field("event: ", name);
        }
        return out.data(data).end();
    }

    /// Makes an event whose data is text. The rules are those of the other method.
    public static Frame event(@Nullable String id, @Nullable String name, String data) {
        return event(id, name, data.getBytes(StandardCharsets.UTF_8));
    }

    /// Makes a frame with an id alone. EventSource keeps the id and fires no event.
    ///
    /// @throws IllegalArgumentException when the id holds CR, LF or NUL
    public static Frame id(String id) {
        return new FrameBuilder(64).field("id: ", id).end();
    }

    /// Makes a frame that tells the client how long to wait before it reconnects.
    ///
    /// @param millis the wait in ms
    public static Frame retry(long millis) {
        return new FrameBuilder(32)
                .field("retry: ", String.format(Locale.ROOT, "%d", millis))
                .end();
    }

    /// Makes a comment, which clients skip, for example `: keepalive`. The text follows the colon unchanged.
    ///
    /// @throws IllegalArgumentException when the text holds CR, LF or NUL
    public static Frame comment(String text) {
        return new FrameBuilder(32).field(":", text).end();
    }

    /// Joins several frames to one, so that they are written at once.
    public static Frame of(Frame... frames) {
        FrameBuilder out = new FrameBuilder(256);
        for (Frame frame : frames) {
            out.raw(frame.toBytes());
        }
        return new Frame(out.toByteArray());
    }

    /// The length in bytes.
    public int size() {
        return bytes.readableBytes();
    }

    /// A view of the bytes with indices of its own. Releasing it does nothing.
    ByteBuf view() {
        return bytes.duplicate();
    }

    /// A view of the frame as a chunk of an HTTP/1.1 response. Releasing it does nothing.
    ByteBuf chunk() {
        return chunk.duplicate();
    }

    /// Whether this is the first call, that is, the first write of the frame. Threads that call at the same
    /// time may all get true.
    boolean isWrittenFirst() {
        boolean first = !written;
        written = true;
        return first;
    }

    /// A copy of the bytes.
    public byte[] toBytes() {
        byte[] copy = new byte[size()];
        bytes.getBytes(bytes.readerIndex(), copy);
        return copy;
    }

    @Override
    public String toString() {
        return new String(toBytes(), StandardCharsets.UTF_8);
    }

    private static final class FrameBuilder extends ByteArrayOutputStream {

        FrameBuilder(int size) {
            super(size);
        }

        FrameBuilder field(String name, String value) {
            raw(name.getBytes(StandardCharsets.US_ASCII));
            return line(value.getBytes(StandardCharsets.UTF_8));
        }

        FrameBuilder data(byte[] data) {
            raw("data: ".getBytes(StandardCharsets.US_ASCII));
            return line(data);
        }

        FrameBuilder raw(byte[] bytes) {
            write(bytes, 0, bytes.length);
            return this;
        }

        Frame end() {
            write('\n');
            return new Frame(toByteArray());
        }

        private FrameBuilder line(byte[] value) {
            for (byte one : value) {
                if (one == '\n' || one == '\r' || one == 0) {
                    throw new IllegalArgumentException("a field of a frame must be one line without NUL");
                }
            }
            raw(value);
            write('\n');
            return this;
        }
    }
}
