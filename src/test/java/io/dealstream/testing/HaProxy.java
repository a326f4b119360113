package io.dealstream.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// The machine's HAProxy. One port ends TLS, another one passes clear text through. It passes only allowed
/// paths, as its Ingress controllers do, and compares paths as they were sent.
public final class HaProxy implements AutoCloseable {

    private final int securePort = Loopback.freePort();
    private final int port = Loopback.freePort();
    private final ChildProcess process;

    /// @param service where requests go to
    /// @param prefixes paths that are let through with all below them
    /// @param exact paths that are let through alone
    /// @param rules further lines of the front end
    public HaProxy(int service, List<String> prefixes, List<String> exact, String... rules) {
        try {
            Path folder = Files.createTempDirectory("haproxy");
            Path configuration = folder.resolve("haproxy.cfg");
            StringBuilder paths = new StringBuilder();
            prefixes.forEach(path -> paths.append("  acl known path ")
                    .append(path)
                    .append('\n')
                    .append("  acl known path_beg ")
                    .append(path)
                    .append("/\n"));
            exact.forEach(path -> paths.append("  acl known path ").append(path).append('\n'));
            Files.writeString(configuration, """
                    defaults
                      mode http
                      timeout connect 5s
                      timeout client 1h
                      timeout server 1h
                    frontend in
                      bind %1$s:%2$d ssl crt %3$s alpn h2,http/1.1
                      bind %1$s:%4$d
                    %5$s%6$s  http-request deny deny_status 404 unless known
                      default_backend out
                    backend out
                      server dealstream %1$s:%7$d
                    """.formatted(
                            Loopback.HOST,
                            securePort,
                            serverPem(folder),
                            port,
                            Stream.of(rules).map(rule -> "  " + rule + "\n").collect(Collectors.joining()),
                            paths,
                            service));
            process = new ChildProcess(
                    List.of(Program.find("haproxy"), "-db", "-f", configuration.toString()),
                    Map.of(),
                    folder.resolve("haproxy.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process.start();
        Awaitility.await("haproxy").atMost(Duration.ofSeconds(20)).until(() -> {
            if (!process.isRunning()) {
                throw new IllegalStateException(process.lastWords());
            }
            return Loopback.isOpen(port) && Loopback.isOpen(securePort);
        });
    }

    /// Certificate and key in one file.
    private static Path serverPem(Path folder) throws IOException {
        Certificates certificates = Certificates.made("haproxy");
        return Files.writeString(
                folder.resolve("server.pem"),
                Files.readString(Path.of(certificates.serverCertificate()))
                        + Files.readString(Path.of(certificates.serverKey())));
    }

    /// The port without TLS.
    public int port() {
        return port;
    }

    /// An address of the port with TLS.
    public URI uri(String path) {
        return URI.create("https://" + Loopback.HOST + ":" + securePort + path);
    }

    @Override
    public void close() {
        process.close();
    }
}
