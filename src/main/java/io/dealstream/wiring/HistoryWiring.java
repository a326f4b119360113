package io.dealstream.wiring;

import io.dealstream.decode.RecentIds;
import io.dealstream.decode.RecordDecoder;
import io.dealstream.history.HistoryListener;
import io.dealstream.history.HistorySettings;
import io.dealstream.history.KafkaHistory;
import io.dealstream.kafka.EventTopics;
import io.dealstream.kafka.KafkaClients;
import io.dealstream.kafka.Timeline;
import io.dealstream.tasks.Faults;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/// Makes the bean that reads the past.
@Singleton
final class HistoryWiring {

    @Produces
    @Singleton
    KafkaHistory history(
            HistorySettings config,
            KafkaClients clients,
            EventTopics topics,
            RecordDecoder decoder,
            RecentIds recent,
            Timeline timeline,
            HistoryListener listener,
            Faults faults,
            InstantSource clock) {
        return new KafkaHistory(
                config,
                new KafkaHistory.Sources(clients, topics, decoder, recent, timeline),
                listener,
                faults,
                clock,
                Thread.ofPlatform().name("dealstream-history-", 0).daemon().factory());
    }

    void close(@Disposes KafkaHistory history) {
        history.close();
    }
}
