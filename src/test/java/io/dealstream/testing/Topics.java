package io.dealstream.testing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.awaitility.Awaitility;

/// The topics of kafka.md, "Topics", under their default names.
public final class Topics {

    public static final String PROCESSING = "processing-events";
    public static final String DEALS = "deal-events";
    public static final String BATCHES = "batch-events";
    public static final String CASES = "case-events";
    public static final String ACCOUNTS = "account-events";
    public static final String FILES = "file-events";
    public static final String KEYS = "api-keys";
    public static final String REPLICAS = "dealstream-replicas";
    public static final String USED_TICKETS = "dealstream-used-tickets";

    /// Those that carry events.
    public static final List<String> EVENTS = List.of(PROCESSING, DEALS, BATCHES, CASES, ACCOUNTS, FILES);

    /// How many partitions each topic has.
    public static final int PARTITIONS = 3;

    private Topics() {}

    /// Makes them all and waits until the broker has them: the events' topics with the broker's own time on each
    /// record, as that of used tickets, those of keys and replicas compacted.
    ///
    /// @param bootstrapServers `host:port`
    public static void create(String bootstrapServers) {
        List<NewTopic> topics = Stream.concat(
                        Stream.concat(EVENTS.stream(), Stream.of(USED_TICKETS))
                                .map(name -> topic(name, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime")),
                        Stream.of(KEYS, REPLICAS)
                                .map(name -> topic(
                                        name, TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)))
                .toList();
        create(bootstrapServers, topics);
    }

    /// Makes topics of other names or settings, on a broker that has them not yet.
    public static void create(String bootstrapServers, List<NewTopic> topics) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            for (KafkaFuture<Void> made : admin.createTopics(topics).values().values()) {
                await(made);
            }
            // Answered only when every partition has its leader, so that nobody meets one that has none yet.
            Map<TopicPartition, OffsetSpec> partitions = topics.stream()
                    .flatMap(topic -> IntStream.range(0, topic.numPartitions())
                            .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                    .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptions() // a broker that has not heard of the topic yet
                    .until(() -> !admin.listOffsets(partitions).all().get().isEmpty());
        } catch (Exception e) {
            throw new IllegalStateException("topics could not be made on " + bootstrapServers, e);
        }
    }

    /// The client asks again when an answer is late, and is told then that the topic exists.
    private static void await(KafkaFuture<Void> made) throws Exception {
        try {
            made.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static NewTopic topic(String name, String setting, String value) {
        return new NewTopic(name, PARTITIONS, (short) 1).configs(Map.of(setting, value));
    }
}
