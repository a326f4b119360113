package io.dealstream.sse;

import io.dealstream.event.Cursor;
import io.dealstream.event.StreamKey;
import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What it costs to make an event's bytes: once for all its readers.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EncodeBenchmark {

    private final StreamKey stream = new StreamKey(new Tenant("org_7"), new Subject("deal", "42"));
    private final Cursor cursor =
            new Cursor(1_772_618_460_123L, List.of(new Cursor.Mark(5, 0, 1_234_567), new Cursor.Mark(9, 2, 45_678)));
    private final byte[] value =
            "{\"deal_id\":42,\"statement_id\":101,\"stage\":\"parsing_with_llm\",\"progress\":40}"
                    .getBytes(StandardCharsets.UTF_8);

    private final ByteBufAllocator memory = PooledByteBufAllocator.DEFAULT;
    private final SharedChunks chunks = new SharedChunks();

    private final Frame known = Frame.event("id", "processing.progress", value);

    /// The event's id.
    @Benchmark
    public String id() {
        return cursor.encode(stream);
    }

    /// Id and frame, as written to the first of its readers.
    @Benchmark
    public ByteBuf frameForOne() {
        return chunks.of(Frame.event(cursor.encode(stream), "processing.progress", value), memory);
    }

    /// Id and frame, as written to two readers, whose sockets have taken it.
    @Benchmark
    public void frameForMany() {
        Frame frame = Frame.event(cursor.encode(stream), "processing.progress", value);
        chunks.of(frame, memory).release();
        chunks.of(frame, memory).release();
        chunks.release();
    }

    /// What one more reader of a frame costs, before its socket.
    @Benchmark
    public boolean oneMoreReader() {
        return chunks.of(known, memory).release();
    }
}
