package io.dealstream.edge;

import io.dealstream.tasks.Faults;
import io.dealstream.tasks.Task;
import io.dealstream.vertx.VertxInsides;
import io.netty.channel.Channel;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Closes connections that occupy a place without a request: those that send nothing, send a header byte by
/// byte, or stay long after their last answer ("slow loris"). The server's own idle timeout cannot tell them
/// from a stream, because it counts any byte in either direction.
///
/// Each event loop checks its connections at intervals. The framework offers no hook at which a connection is
/// accepted, and none is needed here.
@Singleton
final class ConnectionGuard {

    private static final Logger LOG = Logger.getLogger(ConnectionGuard.class);
    private static final int BEFORE_ALL_OTHERS = 10_000;

    /// How many times a connection is checked within the shorter of the two allowed times; so it may stay up to
    /// two such parts longer. A check each second took a third of the event loops' time for idle streams.
    private static final int LOOKS = 5;

    private static final int LEAST_MILLIS = 100;

    /// A name that only this guard has, because connections survive when `quarkus:dev` reloads the application.
    private final AttributeKey<ConnectionActivity> activity =
            AttributeKey.valueOf(ConnectionActivity.class.getName() + "@" + System.identityHashCode(this));

    private final List<ScheduledFuture<?>> looks = new ArrayList<>();
    private final ConnectionSettings settings;
    private final Vertx vertx;
    private final Faults faults;

    ConnectionGuard(ConnectionSettings settings, Vertx vertx, Faults faults) {
        this.faults = faults;
        this.settings = settings;
        this.vertx = vertx;
    }

    void register(@Observes Filters filters) {
        filters.register(this::notice, BEFORE_ALL_OTHERS);
    }

    void register(@Observes ManagementInterface management) {
        management.router().route().order(Integer.MIN_VALUE).handler(this::notice);
    }

    void start(@Observes StartupEvent event) {
        long shorter = Math.min(
                settings.firstRequest().toMillis(), settings.keepAlive().toMillis());
        long between = Math.max(LEAST_MILLIS, shorter / LOOKS);
        for (EventExecutor executor : VertxInsides.eventLoops(vertx)) {
            if (executor instanceof SingleThreadEventLoop loop) {
                Runnable look = faults.guard(Task.CONNECTION_GUARD, () -> look(loop));
                looks.add(loop.scheduleAtFixedRate(look, between, between, TimeUnit.MILLISECONDS));
            }
        }
    }

    void stop(@Observes ShutdownEvent event) {
        looks.forEach(look -> look.cancel(false));
    }

    private void notice(RoutingContext context) {
        Channel channel = VertxInsides.context(context.request().connection())
                .orElseThrow()
                .channel();
        long now = System.nanoTime();
        of(channel, now).asks(context.request(), now);
        context.next();
    }

    private void look(SingleThreadEventLoop loop) {
        long now = System.nanoTime();
        List<Channel> overstayed = new ArrayList<>();
        loop.registeredChannelsIterator().forEachRemaining(channel -> {
            if (channel.parent() instanceof ServerChannel && isOverstayed(channel, now)) {
                overstayed.add(channel);
            }
        });
        for (Channel channel : overstayed) {
            LOG.debugf("Closing a connection of %s that asks for nothing", channel.remoteAddress());
            faults.guard(Task.CONNECTION_GUARD, () -> of(channel, now).end(channel))
                    .run();
        }
    }

    /// Checks a connection. A failure must not keep the other connections from being checked.
    private boolean isOverstayed(Channel channel, long now) {
        try {
            return of(channel, now).isOverstayed(channel, now, settings);
        } catch (Throwable failure) {
            faults.of(Task.CONNECTION_GUARD, failure);
            return false;
        }
    }

    private ConnectionActivity of(Channel channel, long now) {
        Attribute<ConnectionActivity> attribute = channel.attr(activity);
        ConnectionActivity known = attribute.get();
        if (known == null) {
            known = new ConnectionActivity(now);
            attribute.set(known);
        }
        return known;
    }
}
