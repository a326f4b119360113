package io.dealstream.intake;

import io.dealstream.event.Event;
import io.dealstream.event.Facts;
import io.dealstream.event.Position;
import io.dealstream.hub.EventHub;

/// Feeds the hub.
record HubSink(EventHub hub) implements EventSink {

    @Override
    public void begins(Position floor) {
        hub.begins(floor);
    }

    @Override
    public void publish(Event event, Facts facts) {
        hub.publish(event, facts);
    }

    @Override
    public void horizon(long epochMillis) {
        hub.horizon(epochMillis);
    }

    @Override
    public void tick() {
        hub.tick();
    }

    @Override
    public void sweep() {
        hub.sweep();
    }
}
