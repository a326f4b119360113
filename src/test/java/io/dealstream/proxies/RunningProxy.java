package io.dealstream.proxies;

import io.dealstream.testing.Certificates;
import io.dealstream.testing.ChildProcess;
import io.dealstream.testing.Loopback;
import io.dealstream.testing.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A proxy at work on 127.0.0.1, in a process of its own.
///
/// Needs the Debian packages `nginx`, `haproxy`, `caddy`, `apache2` and `varnish`; `.ci/run` installs them.
public final class RunningProxy implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    /// Some wait for their streams to end, which they do not.
    private static final Duration STOP_LIMIT = Duration.ofSeconds(1);

    private final Software software;
    private final String scheme;
    private final int port;
    private final Path folder;
    private final ChildProcess process;

    private RunningProxy(Software software, String scheme, int port, Path folder, Configuration configuration) {
        this.software = software;
        this.scheme = scheme;
        this.port = port;
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            this.process = new ChildProcess(
                    software.layout().lay(folder, configuration.text(), port),
                    software.layout().environment(folder),
                    folder.resolve("output.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    /// With the configuration that the project recommends.
    ///
    /// @param folder for its files; made if it is not there
    /// @param upstream the port of a replica
    /// @param other the port of another
    public static RunningProxy recommended(Software software, Path folder, int upstream, int other) {
        return recommended(software, folder, upstream, other, UnaryOperator.identity());
    }

    /// With the recommended configuration, changed.
    static RunningProxy recommended(
            Software software, Path folder, int upstream, int other, UnaryOperator<Configuration> change) {
        int port = Loopback.freePort();
        Configuration here = software.layout().here(change.apply(software.recommended()), port, upstream, other);
        return new RunningProxy(software, software.scheme(), port, folder, here);
    }

    /// As it is when nothing is said but where the service is.
    static RunningProxy byDefault(Software software, Path folder, int upstream) {
        return byDefault(software, folder, upstream, UnaryOperator.identity());
    }

    /// The default, changed.
    static RunningProxy byDefault(Software software, Path folder, int upstream, UnaryOperator<Configuration> change) {
        int port = Loopback.freePort();
        Configuration shortest = new Configuration(software.layout().shortest(port, upstream));
        return new RunningProxy(software, "http", port, folder, change.apply(shortest));
    }

    static Certificates certificates() {
        return Certificates.made(Certificates.PROXIES);
    }

    /// Ends it and its connections on the spot.
    void kill() {
        process.kill();
    }

    /// Starts it, on its port, unless it runs, and waits until it listens.
    void start() {
        process.start();
        Awaitility.await(software.name())
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> isListening() || !process.isRunning());
        if (!process.isRunning()) {
            process.close();
            throw new IllegalStateException(software + " ended: " + lastWords());
        }
    }

    /// The service as it is seen from in front of the proxy.
    public Service service() {
        return Service.behind(scheme, port);
    }

    public int port() {
        return port;
    }

    public URI uri(String path) {
        return service().uri(path);
    }

    /// The end of what it printed, and what it wrote down of errors.
    public String lastWords() {
        try (Stream<Path> files = Files.list(folder)) {
            return process.lastWords()
                    + files.filter(file -> file.toString().endsWith("error.log"))
                            .map(RunningProxy::text)
                            .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            if (process.isRunning()) {
                process.stop(STOP_LIMIT);
            }
        } catch (IllegalStateException waitsForItsStreams) {
            // then it is killed
        } finally {
            process.close();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
