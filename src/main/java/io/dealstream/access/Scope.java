package io.dealstream.access;

import java.util.Arrays;
import java.util.Optional;

/// What a credential may do. The names are those of kafka.md, "API keys".
public enum Scope {
    DEALS_READ("deals:read"),
    ORG_READ("org:read"),
    BATCHES_READ("batches:read"),
    CASES_READ("cases:read"),
    ACCOUNT_READ("account:read"),
    FILES_READ("files:read"),
    METRICS_READ("metrics:read"),
    /// May list the open streams of all tenants, and end streams.
    OPERATIONS_MANAGE("operations:manage");

    private final String text;

    Scope(String text) {
        this.text = text;
    }

    /// The name in key records and tokens, for example `deals:read`.
    public String text() {
        return text;
    }

    /// The scope with a name; empty for a name that Dealstream does not know.
    public static Optional<Scope> of(String text) {
        return Arrays.stream(values()).filter(scope -> scope.text.equals(text)).findFirst();
    }
}
