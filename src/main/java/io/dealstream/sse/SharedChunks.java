package io.dealstream.sse;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.IdentityHashMap;

/// Chunks in direct memory, shared by the readers of one event loop that get the same frame in one turn.
/// Belongs to its event loop, which releases them at the end of a turn; each write keeps a reference until the
/// socket has taken it. So the direct memory of an event is always given back, and nothing waits for the
/// garbage collector: in a native executable Netty's memory has no cleaner, and on a JVM a cleaner costs more
/// than the memory.
///
/// A socket copies bytes from the heap into direct memory of its own. For one reader that is cheap. So the
/// first write of a frame takes the heap's bytes, and later ones share a copy.
final class SharedChunks {

    /// The most bytes that are kept. Beyond it, all chunks are released and made again.
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

    /// Releases all chunks.
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
