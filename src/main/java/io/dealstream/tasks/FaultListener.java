package io.dealstream.tasks;

/// Hears that a task failed and goes on, for metrics. Any thread may call.
@FunctionalInterface
public interface FaultListener {

    void failed(Task task);
}
