package io.dealstream.api.deals;

import io.dealstream.api.Dialect;
import io.dealstream.hub.Delivery;
import io.dealstream.sse.Frame;

/// Each event under its own name, its data as produced.
final class DealsDialect implements Dialect {

    @Override
    public Frame event(Delivery.Message message) {
        return Frame.event(
                message.id(), message.event().type().name(), message.event().value());
    }
}
