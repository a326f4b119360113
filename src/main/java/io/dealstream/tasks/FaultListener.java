package io.dealstream.tasks;

/// Is told that a task failed and goes on, for metrics. Calls come from any thread.
@FunctionalInterface
public interface FaultListener {

    void failed(Task task);
}
