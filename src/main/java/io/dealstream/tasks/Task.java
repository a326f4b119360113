package io.dealstream.tasks;

/// What the service does by itself.
public enum Task {
    /// Heartbeats, idle ends and deadlines of the streams of one event loop.
    STREAM_CLOCK("stream-clock"),
    /// Sending what was written to the streams of one event loop.
    STREAM_FLUSH("stream-flush"),
    /// Whatever else is done on a stream's event loop.
    STREAM_TASK("stream-task"),
    /// Sending streams and polls away at a shutdown.
    DRAIN("drain"),
    /// Closing connections that ask for nothing.
    CONNECTION_GUARD("connection-guard"),
    /// Ending streams whose credential has ended.
    LEASES("leases"),
    /// Reading the topic of API keys.
    KEY_TOPIC("key-topic"),
    /// Agreeing with other replicas on who was first to use a ticket.
    USED_TICKETS("used-tickets"),
    /// Telling other replicas of this one, and hearing of them.
    REPLICAS("replicas"),
    /// Sending streams away to other replicas.
    REBALANCE("rebalance"),
    /// Reading the event topics.
    INTAKE("intake"),
    /// Reading the records from before the places where the intake began.
    EARLIER_RECORDS("earlier-records"),
    /// Keeping dead letters.
    DEAD_LETTERS("dead-letters"),
    /// Writing down what was shown.
    LEDGER("ledger"),
    /// Finding documents that stand still.
    STALLS("stalls"),
    /// Handing events to one reader.
    READERS("readers"),
    /// Taking events in and bringing them to event loops.
    FAN_OUT("fan-out"),
    /// What time alone changes in the hub.
    CHORES("chores"),
    /// Reading the past again.
    HISTORY("history"),
    /// Writing samples in a local run.
    SAMPLES("samples");

    private final String code;

    Task(String code) {
        this.code = code;
    }

    /// Its name in logs and metrics.
    public String code() {
        return code;
    }
}
