package io.dealstream.wiring;

import io.dealstream.tasks.FaultListener;
import io.dealstream.tasks.Faults;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/// Makes the place where tasks tell of their failures.
@Singleton
final class TaskWiring {

    @Produces
    @Singleton
    Faults faults(FaultListener listener, InstantSource clock) {
        return new Faults(listener, clock);
    }
}
