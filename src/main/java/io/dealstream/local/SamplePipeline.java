package io.dealstream.local;

import io.dealstream.tasks.Faults;
import io.dealstream.tasks.Task;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/// Writes samples to Kafka one after the other, at a slow and slightly uneven rate, until it is closed. A
/// sample that Kafka does not accept is lost.
final class SamplePipeline implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SamplePipeline.class);
    private static final Duration CLOSE_AT_MOST = Duration.ofSeconds(1);

    private final Producer<String, byte[]> producer;
    private final SampleWriter writer;
    private final Cast cast;
    private final Random random;
    private final double eventsPerSecond;
    private final Faults faults;
    private final CountDownLatch closed = new CountDownLatch(1);

    SamplePipeline(
            Producer<String, byte[]> producer,
            SampleWriter writer,
            Cast cast,
            Random random,
            double eventsPerSecond,
            Faults faults) {
        this.faults = faults;
        this.producer = producer;
        this.writer = writer;
        this.cast = cast;
        this.random = random;
        this.eventsPerSecond = eventsPerSecond;
    }

    /// Makes and starts a pipeline with its own producer.
    static SamplePipeline to(
            String broker, TopicNames topics, String tenant, int deals, double eventsPerSecond, Faults faults) {
        Map<String, Object> client = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker, ProducerConfig.CLIENT_ID_CONFIG, "sample-pipeline");
        Random random = new Random();
        return new SamplePipeline(
                new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer()),
                new SampleWriter(
                        topics,
                        tenant,
                        InstantSource.system(),
                        () -> UUID.randomUUID().toString()),
                new Cast(tenant, deals, random, InstantSource.system()),
                random,
                eventsPerSecond,
                faults);
    }

    void start() {
        Thread.ofPlatform().name("sample-pipeline").daemon().start(this::run);
    }

    @Override
    public void close() {
        closed.countDown();
        producer.close(CLOSE_AT_MOST);
    }

    private void run() {
        try {
            while (!closed.await(pauseMillis(), TimeUnit.MILLISECONDS)) {
                writeNext();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeNext() throws InterruptedException {
        try {
            producer.send(writer.record(cast.next())).get();
        } catch (ExecutionException | KafkaException | IllegalStateException e) {
            if (closed.getCount() > 0) {
                LOG.warnf("A sample event was not written: %s", e.getMessage());
            }
        } catch (RuntimeException | Error e) {
            faults.of(Task.SAMPLES, e);
        }
    }

    private long pauseMillis() {
        double mean = TimeUnit.SECONDS.toMillis(1) / eventsPerSecond;
        return Math.round(mean * (0.5 + random.nextDouble()));
    }
}
