package io.dealstream.api.ticker;

import io.dealstream.api.Dialect;
import io.dealstream.hub.Delivery;
import io.dealstream.sse.Frame;

/// Events without a name, for clients that have nothing but `onmessage`: their data is the type, a blank and the value.
final class TickerDialect implements Dialect {

    @Override
    public Frame event(Delivery.Message message) {
        String value = new String(message.event().value(), java.nio.charset.StandardCharsets.UTF_8);
        return Frame.event(message.id(), null, message.event().type().name() + " " + value);
    }

    @Override
    public Frame heartbeat() {
        return Frame.comment(" tick");
    }
}
