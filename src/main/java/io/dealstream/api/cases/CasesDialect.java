package io.dealstream.api.cases;

import io.dealstream.api.Dialect;
import io.dealstream.hub.Delivery;
import io.dealstream.hub.EndOfStream;
import io.dealstream.sse.Frame;
import java.time.InstantSource;

/// Heartbeats and the end of the stream are events, and an event's data repeats what its frame says. `retry:`
/// is sent only where a shutdown spreads the reconnects. Source: cases.md, "Events".
final class CasesDialect implements Dialect {

    private static final Frame OPENING = Frame.comment(" connected");

    private final InstantSource clock;

    CasesDialect(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Frame opening() {
        return OPENING;
    }

    @Override
    public Frame event(Delivery.Message message) {
        return Frame.event(message.id(), message.event().type().name(), CaseData.of(message));
    }

    @Override
    public Frame closing(EndOfStream reason) {
        return Frame.event(null, "stream_closed", "{\"reason\":\"" + reason.code() + "\"}");
    }

    @Override
    public Frame heartbeat() {
        return Frame.event(null, "heartbeat", "{\"timestamp\":" + clock.millis() + "}");
    }
}
