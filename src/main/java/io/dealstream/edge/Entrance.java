package io.dealstream.edge;

import io.dealstream.vertx.VertxInsides;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.DomainSocketServerStart;
import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Installs the [Doorman] as soon as the server listens, because the framework has no hook for it.
@Singleton
final class Entrance {

    private static final String DOORMAN = "dealstream-doorman";

    private final Vertx vertx;
    private final HttpServer server;
    private final boolean servesInClear;

    Entrance(
            Vertx vertx,
            HttpServer server,
            @ConfigProperty(name = "quarkus.http.insecure-requests", defaultValue = "enabled") String insecure) {
        this.vertx = vertx;
        this.server = server;
        this.servesInClear = insecure.equalsIgnoreCase("enabled");
    }

    void opened(@ObservesAsync HttpServerStart event) {
        open();
    }

    void opened(@ObservesAsync HttpsServerStart event) {
        open();
    }

    void opened(@ObservesAsync DomainSocketServerStart event) {
        open();
    }

    /// With `quarkus:dev` the server is already listening when the application is reloaded.
    void opened(@Observes StartupEvent event) {
        open();
    }

    private void open() {
        for (EventExecutor executor : VertxInsides.acceptors(vertx)) {
            if (executor instanceof SingleThreadEventLoop loop) {
                loop.execute(() -> loop.registeredChannelsIterator().forEachRemaining(channel -> {
                    if (channel instanceof ServerChannel && isPublic(channel.localAddress())) {
                        watch(channel.pipeline());
                    }
                }));
            }
        }
    }

    /// Whether a server's port is the public one. The port that only redirects and the port for health and
    /// metrics have their own handlers.
    private boolean isPublic(SocketAddress address) {
        return !(address instanceof InetSocketAddress inet)
                || inet.getPort() == server.getSecurePort()
                || (servesInClear && inet.getPort() == server.getPort());
    }

    private static void watch(ChannelPipeline pipeline) {
        Doorman doorman = new Doorman(new Gate(VertxHttpRecorder.getRootHandler()));
        if (pipeline.get(DOORMAN) == null) {
            pipeline.addFirst(DOORMAN, doorman);
        } else {
            pipeline.replace(DOORMAN, DOORMAN, doorman);
        }
    }
}
