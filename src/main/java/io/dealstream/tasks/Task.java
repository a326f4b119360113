package io.dealstream.tasks;

/// The tasks that the service does by itself, not for a request.
public enum Task {
    /// Heartbeats, idle ends and deadlines of the streams of one event loop.
    STREAM_CLOCK("stream-clock"),
    /// Flushing the streams of one event loop.
    STREAM_FLUSH("stream-flush"),
    /// All other tasks on a stream's event loop.
    STREAM_TASK("stream-task"),
    /// Sending streams and polls away at a shutdown.
    DRAIN("drain"),
    /// Closing connections that ask for nothing.
    CONNECTION_GUARD("connection-guard"),
    /// Ending streams whose credential has ended.
    LEASES("leases"),
    /// Reading the topic of API keys.
    KEY_TOPIC("key-topic"),
    /// Agreeing with other replicas on who used a ticket first.
    USED_TICKETS("used-tickets"),
    /// Reporting to other replicas, and reading their reports.
    REPLICAS("replicas"),
    /// Moving streams to other replicas.
    REBALANCE("rebalance"),
    /// Reading the event topics.
    INTAKE("intake"),
    /// Reading the records from before the places where the intake began.
    EARLIER_RECORDS("earlier-records"),
    /// Writing dead letters.
    DEAD_LETTERS("dead-letters"),
    /// Writing the ledger of what was shown.
    LEDGER("ledger"),
    /// Finding documents that have stalled.
    STALLS("stalls"),
    /// Delivering events to one reader.
    READERS("readers"),
    /// Taking events in and bringing them to event loops.
    FAN_OUT("fan-out"),
    /// The hub's periodic work.
    CHORES("chores"),
    /// Reading the past again.
    HISTORY("history"),
    /// Writing samples in a local run.
    SAMPLES("samples");

    private final String code;

    Task(String code) {
        this.code = code;
    }

    /// The task's name in logs and metrics.
    public String code() {
        return code;
    }
}
