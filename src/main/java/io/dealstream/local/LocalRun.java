package io.dealstream.local;

import io.dealstream.tasks.Faults;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Starts and stops a local run. The broker is started before any other part of the application needs it. It
/// survives live reloads, so that readers keep their places, and ends with the JVM.
@Singleton
@IfBuildProfile("dev")
class LocalRun {

    private static final Logger LOG = Logger.getLogger(LocalRun.class);
    private static final int BEFORE_ALL_OTHERS = 1;
    private static final int AFTER_ALL_OTHERS = Integer.MAX_VALUE;
    private static final String BOOTSTRAP_SERVERS = "kafka.bootstrap.servers";
    /// The address of this JVM's broker. It is a system property, because no other state of the application
    /// survives a reload.
    private static final String RUNNING = "io.dealstream.local.broker";
    /// The ordinal of `application.properties`: a source with a greater one was set from outside.
    private static final int APPLICATION_ORDINAL = 250;

    private final LocalSettings settings;
    private final SmallRyeConfig config;
    private final Faults faults;
    private @Nullable SamplePipeline pipeline;

    LocalRun(LocalSettings settings, SmallRyeConfig config, Faults faults) {
        this.faults = faults;
        this.settings = settings;
        this.config = config;
    }

    void begin(@Observes @Priority(BEFORE_ALL_OTHERS) StartupEvent event) {
        if (System.getProperty(RUNNING) == null && !brokerIsGiven()) {
            startBroker();
        }
    }

    void welcome(@Observes @Priority(AFTER_ALL_OTHERS) StartupEvent event) {
        boolean own = System.getProperty(RUNNING) != null;
        boolean samples = settings.pipeline().enabled().orElse(own);
        String broker = config.getValue(BOOTSTRAP_SERVERS, String.class);
        if (samples) {
            pipeline = SamplePipeline.to(
                    broker,
                    TopicNames.of(config),
                    settings.tenant(),
                    settings.pipeline().deals(),
                    settings.pipeline().eventsPerSecond(),
                    faults);
            pipeline.start();
        }
        String url = "http://" + config.getValue("quarkus.http.host", String.class) + ":"
                + config.getValue("quarkus.http.port", String.class);
        // Not to the log, because the text contains a key.
        System.out.println(new Banner(url, settings.demoKey(), broker, own, samples).text());
    }

    void end(@Observes @Priority(BEFORE_ALL_OTHERS) ShutdownEvent event) {
        if (pipeline != null) {
            pipeline.close();
        }
    }

    private boolean brokerIsGiven() {
        ConfigValue servers = config.getConfigValue(BOOTSTRAP_SERVERS);
        return servers.getValue() != null && servers.getConfigSourceOrdinal() > APPLICATION_ORDINAL;
    }

    private void startBroker() {
        LocalBroker broker = LocalBroker.start(settings.broker().port());
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop-kafka"));
        new LocalTopics(TopicNames.of(config), settings.broker().partitions()).create(broker.address());
        if (broker.port() != settings.broker().port()) {
            LOG.warnf(
                    "Port %d is in use: Kafka listens on %s", settings.broker().port(), broker.address());
        }
        System.setProperty(RUNNING, broker.address());
        System.setProperty(BOOTSTRAP_SERVERS, broker.address());
    }
}
