package io.dealstream.commands;

/// What a change does to a record. A record that is an event before and after has none.
enum Verdict {
    /// An event now, a dead letter then.
    REFUSED("would_refuse"),
    /// A dead letter now and then.
    STILL_REFUSED("refused_already"),
    /// A dead letter now, an event then.
    TAKEN("would_take");

    private final String code;

    Verdict(String code) {
        this.code = code;
    }

    /// The name for machines.
    String code() {
        return code;
    }
}
