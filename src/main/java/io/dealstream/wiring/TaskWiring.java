package io.dealstream.wiring;

import io.dealstream.tasks.FaultListener;
import io.dealstream.tasks.Faults;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/// Makes the bean that takes the failures of tasks.
@Singleton
final class TaskWiring {

    @Produces
    @Singleton
    Faults faults(FaultListener listener, InstantSource clock) {
        return new Faults(listener, clock);
    }
}
