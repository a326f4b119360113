package io.dealstream.testing;

import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.awaitility.Awaitility;

/// A Kafka broker in a JVM of its own, on 127.0.0.1, that a test can stop, kill, pause and start again on the same port
/// with the same data. Starts in about three seconds.
public final class BrokerProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final int port;
    private final ChildProcess process;

    /// Lays out a broker that is not started yet.
    ///
    /// @param folder an empty folder for its data, configuration and log
    /// @param settings properties of the broker on top of, or in place of, the usual ones
    public BrokerProcess(Path folder, Map<String, String> settings) {
        this(folder, Loopback.freePort(), settings, Uuid.randomUuid());
    }

    /// One of a cluster.
    BrokerProcess(Path folder, int port, Map<String, String> settings, Uuid cluster) {
        this.port = port;
        Properties properties = EmbeddedKafkaBroker.createDefaultBrokerConfig(
                1,
                EmbeddedKafkaBroker.endpoint("CONTROLLER", SecurityProtocol.PLAINTEXT, Loopback.HOST, 0),
                EmbeddedKafkaBroker.endpoint(SecurityProtocol.PLAINTEXT, Loopback.HOST, port),
                List.of());
        properties.put("log.dirs", folder.resolve("data").toString());
        // The companion never writes the high watermark down; a broker that comes back wants it.
        properties.put("replica.high.watermark.checkpoint.interval.ms", "5000");
        properties.putAll(settings);
        EmbeddedKafkaBroker.formatStorageFromConfig(properties, cluster.toString(), true);
        Path configuration = folder.resolve("server.properties");
        try (Writer out = Files.newBufferedWriter(configuration)) {
            properties.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.process = new ChildProcess(
                List.of(
                        ChildProcess.java(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "kafka.Kafka",
                        configuration.toString()),
                Map.of(),
                folder.resolve("server.log"));
    }

    /// A running broker with the contract's [Topics].
    ///
    /// @param folder an empty folder for its data
    public static BrokerProcess started(Path folder) {
        BrokerProcess broker = new BrokerProcess(folder, Map.of());
        broker.start();
        Topics.create(broker.bootstrapServers());
        return broker;
    }

    /// Where clients find it, whether it runs or not: `127.0.0.1:port`.
    public String bootstrapServers() {
        return Loopback.HOST + ":" + port;
    }

    /// Starts it, the first time or again, and returns when it answers.
    public void start() {
        process.start();
        awaitAnswer();
    }

    /// Shuts it down in order (SIGTERM) and returns when it has ended.
    public void stop() {
        process.stop(STOP_LIMIT);
    }

    /// Ends it on the spot (SIGKILL), as a crash would.
    public void kill() {
        process.kill();
    }

    /// Freezes it (SIGSTOP): connections stay open and nothing answers, until [#resume()].
    public void pause() {
        process.pause();
    }

    /// Lets it go on (SIGCONT).
    public void resume() {
        process.resume();
    }

    /// Kills it if it runs. Its folder stays.
    @Override
    public void close() {
        process.close();
    }

    private void awaitAnswer() {
        try {
            // First the port, then the protocol: Kafka's clients complain loudly about a port that is closed.
            Awaitility.await()
                    .atMost(START_LIMIT)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> !process.isRunning() || isListening());
            if (!process.isRunning()) {
                throw new IllegalStateException("ended at once");
            }
            Admin admin = Admin.create(
                    Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
            try (admin) {
                admin.describeCluster().nodes().get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (Exception e) {
            throw new IllegalStateException("the broker did not start: " + process.lastWords(), e);
        }
    }

    private boolean isListening() {
        try (Socket socket = new Socket()) {
            socket.connect(Loopback.address(port), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
