package io.dealstream.proxies;

import io.dealstream.testing.Loopback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// HAProxy with the defaults of Debian's `haproxy.cfg`, below which the user's part stands.
final class Haproxy implements Software.Layout {

    private static final Path DEBIANS = Path.of("/etc/haproxy/haproxy.cfg");

    @Override
    public List<String> lay(Path folder, String configuration, int port) throws IOException {
        String debians = Files.readString(DEBIANS);
        // what comes before needs root, a place to be locked in, and the system's log
        Files.writeString(
                folder.resolve("haproxy.cfg"),
                debians.substring(debians.indexOf("\ndefaults\n")) + "\n" + configuration);
        return List.of(
                Debian.program("haproxy"),
                "-db",
                "-f",
                folder.resolve("haproxy.cfg").toString());
    }

    @Override
    public String shortest(int port, int upstream) {
        return """
                listen dealstream
                    bind %1$s:%2$d
                    server one %1$s:%3$d
                """.formatted(Loopback.HOST, port, upstream);
    }

    @Override
    public Configuration here(Configuration recommended, int port, int upstream, int other) {
        return recommended
                .with("bind :443", "bind " + Loopback.HOST + ":" + port)
                .with("dealstream-1.internal:8080", Loopback.HOST + ":" + upstream)
                .with("dealstream-2.internal:8080", Loopback.HOST + ":" + other)
                .with("/etc/haproxy/dealstream.pem", certificateAndKey());
    }

    @Override
    public Configuration compressing(Configuration configuration) {
        return configuration.with(
                "listen dealstream",
                "listen dealstream\n    compression algo gzip\n    compression type text/event-stream application/json");
    }

    private static Path certificateAndKey() {
        try {
            Path certificate = Path.of(RunningProxy.certificates().serverCertificate());
            return Files.writeString(
                    certificate.resolveSibling("both.pem"),
                    Files.readString(certificate)
                            + Files.readString(
                                    Path.of(RunningProxy.certificates().serverKey())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
