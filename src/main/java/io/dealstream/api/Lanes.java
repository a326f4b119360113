package io.dealstream.api;

import io.dealstream.sse.SseLoop;
import io.dealstream.tasks.Faults;
import io.dealstream.vertx.VertxInsides;
import io.netty.channel.EventLoop;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps the one lane of each event loop.
@Singleton
final class Lanes {

    private final Map<EventLoop, EventLoopLane> lanes = new ConcurrentHashMap<>();
    private final Faults faults;

    Lanes(Faults faults) {
        this.faults = faults;
    }

    /// The lane of a request's connection.
    EventLoopLane of(RoutingContext context) {
        EventLoop loop = VertxInsides.context(context.request().connection())
                .orElseThrow()
                .channel()
                .eventLoop();
        return lanes.computeIfAbsent(loop, key -> new EventLoopLane(new SseLoop(key, faults)));
    }
}
