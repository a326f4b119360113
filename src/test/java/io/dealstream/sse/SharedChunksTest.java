package io.dealstream.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SharedChunksTest {

    /// Counts what it has given out and not got back.
    private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true);

    private final SharedChunks chunks = new SharedChunks();
    private final Frame frame = Frame.event("i", "e", "{}");

    @Test
    void givesTheFirstReaderTheBytesFromTheHeapAndAllOthersTheSameDirectMemory() {
        ByteBuf first = chunks.of(frame, memory);
        ByteBuf second = chunks.of(frame, memory);
        ByteBuf third = chunks.of(frame, memory);

        assertThat(first.isDirect()).isFalse();
        assertThat(second.isDirect()).isTrue();
        assertThat(memory.metric().usedDirectMemory()).isEqualTo(second.readableBytes());
        assertThat(text(second))
                .isEqualTo("19\r\nid: i\nevent: e\ndata: {}\n\n\r\n")
                .isEqualTo(text(first));
        second.skipBytes(4);
        assertThat(text(third)).isEqualTo(text(first));
    }

    @Test
    void givesMemoryBackOnceTheTurnIsOverAndTheLastSocketHasTakenIt() {
        chunks.of(frame, memory).release();
        ByteBuf fast = chunks.of(frame, memory);
        ByteBuf slow = chunks.of(frame, memory);
        fast.release();

        chunks.release();
        assertThat(text(slow)).contains("id: i");
        slow.release();

        assertThat(memory.metric().usedDirectMemory()).isZero();
    }

    @Test
    void servesAFrameAgainInALaterTurn() {
        chunks.of(frame, memory).release();
        chunks.of(frame, memory).release();
        chunks.release();

        ByteBuf later = chunks.of(frame, memory);

        assertThat(text(later)).contains("id: i");
        later.release();
        chunks.release();
        assertThat(memory.metric().usedDirectMemory()).isZero();
    }

    @Test
    void holdsNoMoreThanAMebibyteInATurnThatBringsMore() {
        for (int i = 0; i < 300; i++) {
            Frame large = Frame.event("i", "e", "x".repeat(10_000));
            chunks.of(large, memory).release();
            chunks.of(large, memory).release();

            assertThat(memory.metric().usedDirectMemory()).isLessThanOrEqualTo(1 << 20);
        }
    }

    @Test
    void takesNothingFromAnAllocatorForWhatNobodyReleases() {
        long before = UnpooledByteBufAllocator.DEFAULT.metric().usedHeapMemory();

        Frame made = Frame.event("i", "e", "x".repeat(10_000));

        assertThat(made.size()).isGreaterThan(10_000);
        assertThat(UnpooledByteBufAllocator.DEFAULT.metric().usedHeapMemory()).isEqualTo(before);
    }

    private static String text(ByteBuf chunk) {
        return chunk.toString(StandardCharsets.US_ASCII);
    }
}
