package io.dealstream.soak;

import io.dealstream.testing.Records;
import io.dealstream.testing.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Writes events at an even rate: of deals that stay, of deals that begin, are settled and are never heard of again,
/// and records that are no events.
final class Pipeline implements AutoCloseable {

    static final int DEALS = 20;

    /// The tenants whose deals stay.
    static final List<String> STAYING = List.of("org-1", "org-2");

    /// The tenant whose deals come and go.
    static final String PASSING = "org-3";

    private static final int TICKS_PER_SECOND = 50;
    private static final int LIFE = 20;
    private static final String FILLING = "x".repeat(120);

    private final KafkaProducer<byte[], byte[]> producer;
    private final int rate;
    private final Random random;
    private final Map<String, Long> numbers = new HashMap<>();
    private final AtomicLong passing = new AtomicLong(DEALS);
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "pipeline");
    private volatile boolean ending;
    private int passed;

    Pipeline(String bootstrapServers, int rate, long seed) {
        ByteArraySerializer serializer = new ByteArraySerializer();
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 5), serializer, serializer);
        this.rate = rate;
        this.random = new Random(seed);
    }

    Pipeline start() {
        thread.start();
        return this;
    }

    /// Stops, and returns when everything is acknowledged.
    void finish() throws InterruptedException {
        ending = true;
        thread.join();
        producer.flush();
        if (failure.get() != null) {
            throw new AssertionError("a record was not acknowledged", failure.get());
        }
    }

    /// A deal that was begun lately, if one was.
    long latest() {
        return passing.get();
    }

    /// How many events there are of a tenant, and of one of its deals where one is named; once it has ended.
    long written(String tenant, @Nullable Long deal) {
        return numbers.entrySet().stream()
                .filter(entry -> deal == null
                        ? entry.getKey().startsWith(tenant + "/")
                        : entry.getKey().equals(tenant + "/" + deal))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Override
    public void close() {
        ending = true;
        producer.close();
    }

    private void run() {
        long began = System.nanoTime();
        for (long tick = 1; !ending && failure.get() == null; tick++) {
            for (int i = 0; i < rate / TICKS_PER_SECOND; i++) {
                if (i % 7 == 0) {
                    pass();
                } else {
                    send(working(STAYING.get(random.nextInt(STAYING.size())), 1 + random.nextInt(DEALS)));
                }
            }
            send(bad());
            send(bad());
            LockSupport.parkNanos(began + tick * 1_000_000_000L / TICKS_PER_SECOND - System.nanoTime());
        }
    }

    private void pass() {
        long deal = passing.get();
        passed++;
        switch (passed) {
            case LIFE - 1 ->
                send(event(PASSING, deal, "processing.completed", "\"statement_id\":1,\"health_score\":72.50"));
            case LIFE -> {
                String ready = "\"status\":\"ready\",\"timestamp\":\"2026-01-01T00:00:00Z\"";
                send(event(PASSING, deal, "deal_updated", ready));
                passing.incrementAndGet();
                passed = 0;
            }
            default -> send(working(PASSING, deal));
        }
    }

    private ProducerRecord<byte[], byte[]> working(String tenant, long deal) {
        return event(tenant, deal, "processing.progress", "\"statement_id\":1,\"stage\":\"analyzing\",\"progress\":50");
    }

    private ProducerRecord<byte[], byte[]> event(String tenant, long deal, String type, String fields) {
        long number = numbers.merge(tenant + "/" + deal, 1L, Long::sum) - 1;
        String json = "{\"deal_id\":%d,%s,\"filling\":\"%s\",\"number\":%d}".formatted(deal, fields, FILLING, number);
        return Records.event(Topics.PROCESSING, tenant, type, Long.toString(deal), json);
    }

    /// All in one partition, so that what is remembered of them soon has its full size.
    private ProducerRecord<byte[], byte[]> bad() {
        byte[] key = "bad".getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(5)) {
            case 0 -> new ProducerRecord<>(Topics.PROCESSING, key, new byte[] {1, 2, 3});
            case 1 -> new ProducerRecord<>(Topics.PROCESSING, key, null);
            case 2 -> Records.event(Topics.PROCESSING, "org-1", "no.such.type", "bad", "{\"deal_id\":1}");
            case 3 -> Records.event(Topics.PROCESSING, "org-1", "processing.progress", "bad", "{\"deal_id\":\"one\"}");
            default ->
                Records.without(
                        Records.event(Topics.PROCESSING, "org-1", "deal_updated", "bad", "{\"deal_id\":1}"),
                        "ce_tenant");
        };
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of failures
    private void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record, (written, problem) -> {
            if (problem != null) {
                failure.compareAndSet(null, problem);
            }
        });
    }
}
