package io.dealstream.stalls;

import io.dealstream.hub.EventHub;
import io.dealstream.intake.EventWatch;
import io.dealstream.intake.IntakeSettings;
import io.dealstream.intake.IntakeStatus;
import io.dealstream.kafka.EventTopics;
import io.dealstream.kafka.KafkaClients;
import io.dealstream.tasks.Faults;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/// Makes this package's beans from its plain classes, and starts and stops the parts with a thread.
@Singleton
final class Wiring {

    @Produces
    @Singleton
    Stalls stalls(
            KafkaClients clients,
            EventTopics topics,
            EventHub hub,
            IntakeStatus status,
            StallSettings settings,
            IntakeSettings intake,
            StallListener listener,
            InstantSource clock,
            Faults faults) {
        return new Stalls(new Stalls.Parts(
                clients,
                topics,
                hub,
                status::completeAsOf,
                settings,
                intake.discoveryInterval(),
                listener,
                clock,
                faults));
    }

    @Produces
    @Singleton
    EventWatch watch(Stalls stalls) {
        return stalls.watch();
    }

    @Produces
    @Singleton
    @DefaultBean
    StallListener listener() {
        return StallListener.NONE;
    }

    void start(@Observes StartupEvent event, Stalls stalls) {
        stalls.start();
    }

    void stop(@Disposes Stalls stalls) {
        stalls.close();
    }
}
