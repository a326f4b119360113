package io.dealstream.telemetry;

import io.dealstream.tasks.FaultListener;
import io.dealstream.tasks.Task;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;

/// Counts the failures of the service's own tasks.
@Singleton
final class TaskMetrics implements FaultListener {

    private final Map<Task, Counter> failures = new EnumMap<>(Task.class);

    /// Registers all counters at the start: a counter that begins with 1 has not increased.
    TaskMetrics(MeterRegistry registry) {
        for (Task task : Task.values()) {
            failures.put(
                    task,
                    Counter.builder("dealstream.tasks.failed")
                            .description("Failures of what the service does by itself, each of which it outlived")
                            .tag("task", task.code())
                            .register(registry));
        }
    }

    @Override
    public void failed(Task task) {
        Counter counter = failures.get(task);
        if (counter != null) {
            counter.increment();
        }
    }
}
