package io.dealstream.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.dealstream.catalogue.Catalogue;
import io.dealstream.catalogue.Content;
import io.dealstream.catalogue.Entry;
import io.dealstream.event.Tenant;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// How many records a second one core decodes, and what the schema library would cost instead. Not a test: run
/// `main`.
///
/// mvn -q test-compile dependency:build-classpath -Dmdep.outputFile=target/cp java -cp
/// target/classes:target/test-classes:$(cat target/cp) io.dealstream.intake.DecodeBenchmark
final class DecodeBenchmark {

    private static final int RECORDS = 50_000;
    private static final int ROUNDS = 40;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private DecodeBenchmark() {}

    private interface Work {
        long run() throws IOException;
    }

    public static void main(String[] args) throws IOException {
        long started = System.nanoTime();
        Catalogue catalogue = Catalogue.load();
        System.out.printf("catalogue loaded (cold) %d ms%n", (System.nanoTime() - started) / 1_000_000);
        List<ConsumerRecord<byte[], byte[]>> plain = records(false);
        List<ConsumerRecord<byte[], byte[]>> timed = records(true);
        List<ConsumerRecord<byte[], byte[]>> mixed = mixed(catalogue);
        RecordDecoder decoder = Decoding.decoder();
        RecentIds ids = new RecentIds(1 << 20, new Random(1));
        measure("decode", () -> decode(decoder, plain));
        measure("decode, with ce_time and traceparent", () -> decode(decoder, timed));
        measure("decode, examples of all types", () -> decode(decoder, mixed));
        measure("decode and look for repeats", () -> decodeOnce(decoder, ids, plain));
        measure("fields alone", () -> fields(catalogue, plain));
        measure("fields alone, examples of all types", () -> fields(catalogue, mixed));
        SchemaLibrary library = new SchemaLibrary(catalogue);
        measure("schema library", () -> library.validate(plain));
        measure("schema library, examples of all types", () -> library.validate(mixed));
    }

    private static void measure(String name, Work work) throws IOException {
        long best = Long.MAX_VALUE;
        long check = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = THREADS.getCurrentThreadCpuTime(); // other work on the machine does not count
            check += work.run();
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - start);
        }
        System.out.printf(
                "%-40s %,9d records/s  %5d ns/record  (%d)%n",
                name, RECORDS * 1_000_000_000L / best, best / RECORDS, check);
    }

    private static long decode(RecordDecoder decoder, List<ConsumerRecord<byte[], byte[]>> records) {
        long accepted = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            accepted += decoder.decode(record, Decoding.POSITION) instanceof Decoded.Accepted ? 1 : 0;
        }
        return accepted;
    }

    private static long decodeOnce(RecordDecoder decoder, RecentIds ids, List<ConsumerRecord<byte[], byte[]>> records) {
        long accepted = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (decoder.decode(record, Decoding.POSITION) instanceof Decoded.Accepted one) {
                Tenant tenant = one.event().tenant();
                accepted += ids.isRepeat(
                                tenant,
                                one.source(),
                                one.event().id(),
                                one.event().position())
                        ? 0
                        : 1;
            }
        }
        return accepted;
    }

    /// What the catalogue's checks cost, without headers and without an event.
    private static long fields(Catalogue catalogue, List<ConsumerRecord<byte[], byte[]>> records) throws IOException {
        JsonFactory json = new JsonFactory();
        long valid = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try (JsonParser parser = json.createParser(record.value())) {
                parser.nextToken();
                Entry entry = catalogue.find(type(record)).orElseThrow();
                valid += entry.read(parser) instanceof Content.Valid ? 1 : 0;
            }
        }
        return valid;
    }

    private static String type(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
    }

    /// What it would cost to build trees and have the library check them, before anything is read from them.
    private static final class SchemaLibrary {

        private final ObjectMapper json = new ObjectMapper();
        private final Map<String, Schema> schemas = new HashMap<>();

        SchemaLibrary(Catalogue catalogue) {
            SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
            catalogue.entries().forEach(entry -> schemas.put(entry.type().name(), registry.getSchema(entry.schema())));
        }

        long validate(List<ConsumerRecord<byte[], byte[]>> records) throws IOException {
            long valid = 0;
            for (ConsumerRecord<byte[], byte[]> record : records) {
                Schema schema = Objects.requireNonNull(schemas.get(type(record)));
                valid += schema.validate(json.readTree(record.value())).isEmpty() ? 1 : 0;
            }
            return valid;
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> mixed(Catalogue catalogue) {
        List<Entry> entries = new ArrayList<>(catalogue.entries());
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(RECORDS);
        for (int i = 0; i < RECORDS; i++) {
            Entry entry = entries.get(i % entries.size());
            String example = entry.schema().path("examples").path(0).toString();
            records.add(RecordBuilder.binary(entry.type().name(), example).build());
        }
        return records;
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(boolean timed) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(RECORDS);
        Random random = new Random(2);
        for (int i = 0; i < RECORDS; i++) {
            String value = "{\"deal_id\":%d,\"statement_id\":%d,\"stage\":\"parsing_with_llm\",\"progress\":%d}"
                    .formatted(random.nextInt(5_000), random.nextInt(1_000_000), random.nextInt(101));
            RecordBuilder record = RecordBuilder.binary("processing.progress", value)
                    .header("ce_id", "0197c2f4-6f0e-7a31-9d52-%012d".formatted(i))
                    .header("ce_tenant", "org_" + random.nextInt(50));
            if (timed) {
                record = record.header(
                                "ce_time",
                                Instant.ofEpochMilli(RecordBuilder.TIMESTAMP + i)
                                        .toString())
                        .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-%016x-01".formatted(i + 1));
            }
            records.add(record.build());
        }
        return records;
    }
}
