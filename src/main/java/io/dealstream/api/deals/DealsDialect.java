package io.dealstream.api.deals;

import io.dealstream.api.Dialect;
import io.dealstream.hub.Delivery;
import io.dealstream.sse.Frame;

/// Each event has its type as its name, and its data is the produced JSON.
final class DealsDialect implements Dialect {

    @Override
    public Frame event(Delivery.Message message) {
        return Frame.event(
                message.id(), message.event().type().name(), message.event().value());
    }
}
