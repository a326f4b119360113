package io.dealstream.local;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/// Creates the topics of the contract on the local broker.
///
/// @param partitions how many partitions each event topic gets
record LocalTopics(TopicNames names, int partitions) {

    private static final int SECONDS_AT_MOST = 30;

    /// Creates the missing topics and waits until the broker has them.
    void create(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            Set<String> present = admin.listTopics().names().get(SECONDS_AT_MOST, TimeUnit.SECONDS);
            List<NewTopic> missing = wanted().stream()
                    .filter(topic -> !present.contains(topic.name()))
                    .toList();
            admin.createTopics(missing).all().get(SECONDS_AT_MOST, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while making the topics", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the topics could not be made on " + bootstrapServers, e);
        }
    }

    private List<NewTopic> wanted() {
        List<NewTopic> topics = new ArrayList<>();
        for (String name : new HashSet<>(names.events().values())) {
            topics.add(topic(name, partitions, Map.of(MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime")));
            topics.add(topic(name + names.deadLetterSuffix(), 1, Map.of()));
        }
        for (String name : names.compacted()) {
            topics.add(topic(name, 1, Map.of(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_COMPACT)));
        }
        // with the broker's time, so that no replica's clock matters
        topics.add(topic(
                names.usedTickets(),
                1,
                Map.of(MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime", RETENTION_MS_CONFIG, "900000")));
        return topics;
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> settings) {
        return new NewTopic(name, Optional.of(partitions), Optional.of((short) 1)).configs(settings);
    }
}
