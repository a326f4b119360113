package io.dealstream.intake;

import io.dealstream.event.Event;
import io.dealstream.event.Facts;
import io.dealstream.event.Position;
import io.dealstream.hub.EventHub;
import io.dealstream.kafka.Timeline;
import java.util.function.BooleanSupplier;

/// Passes events to the hub, the [Timeline] and the [EventWatch].
///
/// @param ready whether the events that come now are fresh
record HubSink(EventHub hub, Timeline timeline, EventTracing tracing, EventWatch watch, BooleanSupplier ready)
        implements EventSink {

    @Override
    public void begins(Position floor) {
        timeline.begins(floor);
        hub.begins(floor);
    }

    @Override
    public void publish(Event event, Facts facts) {
        timeline.passed(event.position());
        watch.taken(event, ready.getAsBoolean());
        if (event.traceparent() == null) {
            hub.publish(event, facts);
        } else {
            tracing.follow(event, traced -> hub.publish(traced, facts));
        }
    }

    @Override
    public void awaitEarlier(long since) {
        hub.awaitEarlier(since);
    }

    @Override
    public void beginsEarlier(Position floor) {
        timeline.begins(floor);
    }

    @Override
    public void earlier(Event event, Facts facts) {
        timeline.passed(event.position());
        watch.taken(event, false);
        hub.foldEarlier(event, facts);
    }

    @Override
    public void earlierDone() {
        hub.earlierDone();
    }

    @Override
    public void horizon(long epochMillis) {
        hub.horizon(epochMillis);
    }

    @Override
    public void completeAsOf(long epochMillis) {
        hub.completeAsOf(epochMillis);
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
