package io.dealstream.intake;

import io.dealstream.event.Event;
import io.dealstream.event.Facts;
import io.dealstream.event.Position;

/// Takes everything and does nothing.
class SilentSink implements EventSink {

    @Override
    public void begins(Position floor) {}

    @Override
    public void publish(Event event, Facts facts) {}

    @Override
    public void awaitEarlier(long since) {}

    @Override
    public void beginsEarlier(Position floor) {}

    @Override
    public void earlier(Event event, Facts facts) {}

    @Override
    public void earlierDone() {}

    @Override
    public void horizon(long epochMillis) {}

    @Override
    public void completeAsOf(long epochMillis) {}

    @Override
    public void tick() {}

    @Override
    public void sweep() {}
}
