package io.dealstream.intake;

import io.dealstream.event.Event;
import io.dealstream.event.Facts;
import io.dealstream.event.Position;
import io.dealstream.hub.EventHub;
import io.dealstream.kafka.Timeline;

/// Feeds the hub, and the memory of when records were written.
record HubSink(EventHub hub, Timeline timeline, EventTracing tracing) implements EventSink {

    @Override
    public void begins(Position floor) {
        timeline.begins(floor);
        hub.begins(floor);
    }

    @Override
    public void publish(Event event, Facts facts) {
        timeline.passed(event.position());
        if (event.traceparent() == null) {
            hub.publish(event, facts);
        } else {
            tracing.follow(event, traced -> hub.publish(traced, facts));
        }
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
