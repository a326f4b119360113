package io.dealstream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dealstream.tasks.Faults;
import io.dealstream.tasks.Task;
import io.dealstream.testing.Consumed;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LocalBrokerTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final TopicNames NAMES = TopicNames.of(new SmallRyeConfigBuilder()
            .withDefaultValue("dealstream.topics.deal", "deals-of-ours")
            .build());

    private static ServerSocket inUse;
    private static LocalBroker broker;
    private static Admin admin;

    @BeforeAll
    static void start() throws IOException {
        inUse = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        broker = LocalBroker.start(inUse.getLocalPort());
        admin = Admin.create(Map.of("bootstrap.servers", broker.address()));
        new LocalTopics(NAMES, 4).create(broker.address());
    }

    @AfterAll
    static void stop() throws IOException {
        admin.close();
        broker.close();
        inUse.close();
    }

    @Test
    void takesAnotherPortWhereTheWantedOneIsInUse() {
        assertThat(broker.port()).isNotEqualTo(inUse.getLocalPort());
        assertThat(broker.address()).isEqualTo("127.0.0.1:" + broker.port());
    }

    @Test
    void makesTheTopicsOfTheContract() throws ExecutionException, InterruptedException {
        List<String> events = List.of(
                "processing-events", "deals-of-ours", "batch-events", "case-events", "account-events", "file-events");
        List<String> deadLetters =
                events.stream().map(name -> name + "-dead-letters").toList();

        Set<String> names = admin.listTopics().names().get();

        assertThat(names)
                .containsExactlyInAnyOrderElementsOf(Stream.of(
                                events,
                                deadLetters,
                                List.of("api-keys", "dealstream-replicas", "dealstream-used-tickets"))
                        .flatMap(List::stream)
                        .toList());
        Map<String, TopicDescription> topics =
                admin.describeTopics(events).allTopicNames().get();
        assertThat(topics.values())
                .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(4));
        assertThat(setting("deals-of-ours", "message.timestamp.type")).isEqualTo("LogAppendTime");
        assertThat(setting("api-keys", "cleanup.policy")).isEqualTo("compact");
    }

    @Test
    void makingTheTopicsAgainChangesNothing() throws ExecutionException, InterruptedException {
        Set<String> before = admin.listTopics().names().get();

        new LocalTopics(NAMES, 4).create(broker.address());

        assertThat(admin.listTopics().names().get()).isEqualTo(before);
    }

    @Test
    void theSamplePipelineWritesToIt() {
        try (SamplePipeline pipeline =
                SamplePipeline.to(broker.address(), NAMES, "demo", 4, 1_000, Faults.uncounted())) {
            pipeline.start();

            assertThat(Consumed.atLeast(50, broker.address(), "processing-events", LIMIT))
                    .allSatisfy(record -> assertThat(
                                    record.headers().lastHeader("ce_tenant").value())
                            .isEqualTo("demo".getBytes(StandardCharsets.UTF_8)));
            assertThat(Consumed.atLeast(2, broker.address(), "deals-of-ours", LIMIT))
                    .isNotEmpty();
            assertThat(Consumed.atLeast(2, broker.address(), "batch-events", LIMIT))
                    .isNotEmpty();
        }
    }

    @Test
    void theSamplePipelineGoesOnAfterAnError() {
        AtomicInteger ids = new AtomicInteger();
        List<Task> failed = new CopyOnWriteArrayList<>();
        Map<String, Object> client = Map.of("bootstrap.servers", broker.address());
        SampleWriter writer = new SampleWriter(NAMES, "demo", Clock.systemUTC(), () -> {
            if (ids.incrementAndGet() % 3 == 0) {
                throw new StackOverflowError();
            }
            return "id-" + ids;
        });
        try (SamplePipeline pipeline = new SamplePipeline(
                new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer()),
                writer,
                new Cast("demo", 4, new Random(1), Clock.systemUTC()),
                new Random(1),
                1_000,
                new Faults(failed::add, Clock.systemUTC()))) {
            pipeline.start();

            await().atMost(LIMIT).until(() -> ids.get() > 20);

            assertThat(failed).hasSizeGreaterThan(3).containsOnly(Task.SAMPLES);
        }
    }

    @Test
    void leavesNothingBehind() throws ExecutionException, InterruptedException {
        LocalBroker other = LocalBroker.start(0);
        Path data;
        try (Admin its = Admin.create(Map.of("bootstrap.servers", other.address()))) {
            data = Path.of(its.describeLogDirs(List.of(1))
                    .allDescriptions()
                    .get()
                    .get(1)
                    .keySet()
                    .iterator()
                    .next());
        }
        assertThat(data).isDirectory();

        other.close();

        assertThat(data).doesNotExist();
    }

    private static String setting(String topic, String name) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        return config.get(name).value();
    }
}
