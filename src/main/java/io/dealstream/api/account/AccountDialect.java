package io.dealstream.api.account;

import io.dealstream.api.Dialect;
import io.dealstream.hub.Delivery;
import io.dealstream.hub.ResetReason;
import io.dealstream.sse.Frame;
import org.jspecify.annotations.Nullable;

/// Each event has its type as its name, and its data is the produced JSON (account.md, "Frames").
///
/// @param retention whether clients can resume; without it there are neither ids nor resets
record AccountDialect(boolean retention) implements Dialect {

    static final String CONTENT_TYPE = "text/event-stream; charset=utf-8";

    private static final Frame HEARTBEAT = Frame.comment("heartbeat");

    @Override
    public String contentType() {
        return CONTENT_TYPE;
    }

    @Override
    public Frame event(Delivery.Message message) {
        return Frame.event(
                retention ? message.id() : null,
                message.event().type().name(),
                message.event().value());
    }

    @Override
    public @Nullable Frame bookmark(String id) {
        return retention ? Frame.id(id) : null;
    }

    @Override
    public @Nullable Frame reset(ResetReason reason, @Nullable String snapshotUrl) {
        return retention ? Dialect.super.reset(reason, snapshotUrl) : null;
    }

    @Override
    public Frame heartbeat() {
        return HEARTBEAT;
    }
}
