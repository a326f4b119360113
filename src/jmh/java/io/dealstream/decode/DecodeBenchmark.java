package io.dealstream.decode;

import io.dealstream.catalogue.Catalogue;
import io.dealstream.catalogue.Entry;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What it costs to make an event of a record, and to tell it from a producer's retry.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DecodeBenchmark {

    private static final int RECORDS = 8_192;

    private final RecordDecoder decoder = Decoding.decoder();
    private final RecentIds ids = new RecentIds(1 << 20, new Random(1));
    private final Partition partition = Decoding.POSITION.partition();
    private List<ConsumerRecord<byte[], byte[]>> plain = List.of();
    private List<ConsumerRecord<byte[], byte[]>> mixed = List.of();
    private List<ConsumerRecord<byte[], byte[]>> foreign = List.of();
    private List<ConsumerRecord<byte[], byte[]>> separated = List.of();
    private int number;

    @Setup
    public void makeRecords() {
        plain = Samples.progress(RECORDS);
        mixed = examples(Decoding.CATALOGUE);
        foreign = Samples.named(RECORDS, "B\u00e4ckerei M\u00fcller & S\u00f6hne \u2013 \u6771\u4eac\u652f\u5e97");
        separated = Samples.named(RECORDS, "Mill Street 4\u2028Springfield");
    }

    /// One type, 5,000 deals of 50 tenants.
    @Benchmark
    public Decoded decode() {
        return decoder.decode(next(plain), Decoding.POSITION);
    }

    /// An example of each type of the catalogue in turn.
    @Benchmark
    public Decoded decodeAllTypes() {
        return decoder.decode(next(mixed), Decoding.POSITION);
    }

    /// Values with letters that are not ASCII.
    @Benchmark
    public Decoded decodeForeign() {
        return decoder.decode(next(foreign), Decoding.POSITION);
    }

    /// Values with a character that some clients take for the end of a line.
    @Benchmark
    public Decoded decodeSeparated() {
        return decoder.decode(next(separated), Decoding.POSITION);
    }

    /// Records whose ids are all new.
    @Benchmark
    public boolean decodeAndLookForRepeats() {
        ConsumerRecord<byte[], byte[]> record = next(plain);
        Position position = new Position(partition, number, record.timestamp());
        Decoded.Accepted one = (Decoded.Accepted) decoder.decode(record, position);
        return ids.isRepeat(one.event().tenant(), one.source(), one.event().id() + number, position);
    }

    private ConsumerRecord<byte[], byte[]> next(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.get(number++ & (RECORDS - 1));
    }

    private static List<ConsumerRecord<byte[], byte[]>> examples(Catalogue catalogue) {
        List<Entry> entries = List.copyOf(catalogue.entries());
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(RECORDS);
        for (int i = 0; i < RECORDS; i++) {
            Entry entry = entries.get(i % entries.size());
            String example = entry.schema().path("examples").path(0).toString();
            records.add(RecordBuilder.binary(entry.type().name(), example).build());
        }
        return records;
    }
}
