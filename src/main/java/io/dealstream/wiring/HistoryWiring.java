package io.dealstream.wiring;

import io.dealstream.history.Ceiling;
import io.dealstream.history.HistoryConfig;
import io.dealstream.history.HistoryListener;
import io.dealstream.history.Incarnations;
import io.dealstream.history.KafkaHistory;
import io.dealstream.intake.EventTopics;
import io.dealstream.intake.KafkaClients;
import io.dealstream.intake.RecentIds;
import io.dealstream.intake.RecordDecoder;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.common.Uuid;

/// Makes what reads the past.
@Singleton
final class HistoryWiring {

    @Produces
    @Singleton
    KafkaHistory history(
            HistoryConfig config,
            KafkaClients clients,
            EventTopics topics,
            RecordDecoder decoder,
            RecentIds recent,
            HistoryListener listener,
            InstantSource clock) {
        KafkaHistory.Sources sources = new KafkaHistory.Sources(
                () -> clients.reader("history"),
                () -> clients.admin("history"),
                incarnations(topics),
                decoder,
                recent,
                Ceiling.UNKNOWN);
        return new KafkaHistory(
                config,
                sources,
                listener,
                clock,
                Thread.ofPlatform().name("dealstream-history-", 0).daemon().factory());
    }

    void close(@Disposes KafkaHistory history) {
        history.close();
    }

    private static Incarnations incarnations(EventTopics topics) {
        return new Incarnations() {
            @Override
            public List<String> topics() {
                return topics.names();
            }

            @Override
            public int tag(String topic, Uuid id) {
                return topics.tag(topic, id);
            }
        };
    }
}
