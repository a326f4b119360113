package io.dealstream.intake;

import io.dealstream.decode.RecentIds;
import io.dealstream.decode.RecordDecoder;
import io.dealstream.hub.EventHub;
import io.dealstream.hub.HubSettings;
import io.dealstream.kafka.KafkaClients;
import io.dealstream.kafka.Timeline;
import io.dealstream.kafka.TopicSettings;
import io.dealstream.tasks.Faults;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/// Runs the intake for as long as the application runs.
@Singleton
final class IntakeLifecycle {

    private final Intake intake;

    IntakeLifecycle(
            KafkaClients clients,
            TopicSettings topics,
            IntakeSettings config,
            DeadLetterSettings deadLetters,
            RecordDecoder decoder,
            RecentIds recentIds,
            EventHub hub,
            HubSettings memory,
            Timeline timeline,
            EventTracing tracing,
            EventWatch watch,
            IntakeListener listener,
            IntakeStatus status,
            InstantSource clock,
            Faults faults) {
        this.intake = new Intake(new Intake.Parts(
                clients,
                topics,
                config,
                new WarmUp(config.warmUp(), memory, config.firstRecords(), clock),
                deadLetters,
                decoder,
                recentIds,
                new HubSink(hub, timeline, tracing, watch, status::isReady),
                listener,
                status,
                clock,
                faults));
    }

    void start(@Observes StartupEvent event) {
        intake.start();
    }

    void stop(@Observes ShutdownEvent event) {
        intake.stop();
    }
}
