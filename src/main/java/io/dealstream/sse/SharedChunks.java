package io.dealstream.sse;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.IdentityHashMap;

/// The chunks that several readers of one event loop are given in one go, in direct memory that they share. Belongs to
/// its event loop, which lets go of them at the end of a turn; each write keeps its own until the socket has taken it.
/// So what an event takes outside the heap is given back whatever becomes of the event, and nothing waits for a
/// collector: in a native executable Netty's memory has no cleaner, on a JVM a cleaner costs more than the memory.
///
/// A socket copies bytes from the heap into direct memory of its own, which is all right for one reader. So the first
/// that a frame is written to gets it from the heap, and those that follow share a copy.
final class SharedChunks {

    /// How much is held on to, in bytes; past it all are let go of and made again.
    private static final int MOST = 1 << 20;

    private final IdentityHashMap<Frame, ByteBuf> chunks = new IdentityHashMap<>();
    private int bytes;

    /// A frame as a chunk, for one write, which releases it.
    ByteBuf of(Frame frame, ByteBufAllocator memory) {
        if (frame.isWrittenFirst()) {
            return frame.chunk();
        }
        ByteBuf shared = chunks.get(frame);
        if (shared == null) {
            shared = copy(frame.chunk(), memory);
            chunks.put(frame, shared);
        }
        return shared.retainedDuplicate();
    }

    /// Lets go of all.
    void release() {
        if (!chunks.isEmpty()) {
            chunks.values().forEach(ByteBuf::release);
            chunks.clear();
            bytes = 0;
        }
    }

    private ByteBuf copy(ByteBuf chunk, ByteBufAllocator memory) {
        int size = chunk.readableBytes();
        if (bytes + size > MOST) {
            release();
        }
        bytes += size;
        return memory.directBuffer(size, size).writeBytes(chunk);
    }
}
