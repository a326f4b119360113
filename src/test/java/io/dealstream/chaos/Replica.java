package io.dealstream.chaos;

import io.dealstream.testing.ChildProcess;
import io.dealstream.testing.Loopback;
import io.dealstream.testing.PackagedApplication;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The packaged application in a process of its own, on 127.0.0.1, always on the same port.
public final class Replica implements AutoCloseable {

    /// Another one than the build's for a look at what the suite says of a broken one.
    private static final @Nullable String OTHER_APPLICATION = System.getProperty("chaos.application");

    private static final Duration STOP_LIMIT = Duration.ofSeconds(40);
    private static final int ASK_MILLIS = 2_000;

    /// How a replica ended that was asked to.
    public record Stop(int exitCode, Duration took) {}

    private final int port = Loopback.freePort();
    private final ChildProcess process;

    /// @param log its output is appended here
    /// @param properties of the application, on top of or in place of the usual ones
    /// @param jvmOptions on top of the usual ones; where there is no JVM they mean nothing
    public Replica(String bootstrapServers, Path log, Map<String, String> properties, String... jvmOptions) {
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "quarkus.http.host",
                Loopback.HOST,
                "quarkus.http.port",
                Integer.toString(port),
                "kafka.bootstrap.servers",
                bootstrapServers));
        IntStream.rangeClosed(1, Lane.TENANTS).forEach(tenant -> {
            String key = "dealstream.keys[%d].".formatted(tenant - 1);
            all.put(key + "secret", Lane.secret(tenant));
            all.put(key + "tenant", Lane.tenantName(tenant));
            all.put(key + "scopes", "deals:read,org:read");
            all.put(key + "max-streams", "20000");
        });
        all.putAll(properties);
        List<String> options = Stream.concat(
                        Stream.of(
                                "-Xmx" + properties.getOrDefault("heap", "256m"),
                                "-XX:+UseSerialGC",
                                "-XX:+ExitOnOutOfMemoryError"),
                        Stream.of(jvmOptions))
                .toList();
        this.process = new ChildProcess(application().command(options, all), Map.of(), log);
    }

    /// What is run: the build's, unless another one is named.
    public static PackagedApplication application() {
        return OTHER_APPLICATION == null
                ? PackagedApplication.built()
                : PackagedApplication.in(Path.of(OTHER_APPLICATION));
    }

    public InetSocketAddress address() {
        return Loopback.address(port);
    }

    public void start() {
        process.start();
    }

    /// Of the process, while it runs.
    public long pid() {
        return process.pid();
    }

    boolean isRunning() {
        return process.isRunning();
    }

    public void kill() {
        process.kill();
    }

    /// Has it stand still (SIGSTOP): its connections stay open.
    void pause() {
        process.pause();
    }

    void resume() {
        process.resume();
    }

    /// Sends it SIGTERM and waits until it has ended.
    public Stop stop() {
        long began = System.nanoTime();
        int exitCode = process.stop(STOP_LIMIT);
        return new Stop(exitCode, Duration.ofNanos(System.nanoTime() - began));
    }

    public boolean isReady() {
        try {
            HttpURLConnection asked = connect("/q/health/ready", ASK_MILLIS);
            int status = asked.getResponseCode();
            asked.disconnect();
            return status == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /// Its metrics in Prometheus' form.
    public String metrics() throws IOException {
        return new String(
                connect("/q/metrics", 10 * ASK_MILLIS).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /// A sum over one metric.
    double metric(String name) throws IOException {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /// How many readers it has given what they missed from Kafka, since it was started; 0 where it does not answer.
    long servedFromKafka() {
        try {
            return (long) metric("dealstream_history_served_total");
        } catch (IOException e) {
            return 0;
        }
    }

    /// The processor time that it has used since it was started.
    Duration cpu() {
        return ProcessHandle.of(process.pid())
                .flatMap(handle -> handle.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        process.close();
    }

    /// A request that is not sent yet.
    ///
    /// @param limitMillis for the connection, and for each silence after it
    HttpURLConnection connect(String path, int limitMillis) throws IOException {
        URI uri = URI.create("http://" + Loopback.HOST + ":" + port + path);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setConnectTimeout(limitMillis);
        connection.setReadTimeout(limitMillis);
        return connection;
    }
}
