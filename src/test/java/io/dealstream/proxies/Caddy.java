package io.dealstream.proxies;

import io.dealstream.testing.Loopback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Caddy, which has no configuration but its user's.
final class Caddy implements Software.Layout {

    /// No door for administrators, no port 80.
    private static final String GLOBAL = """
            {
                admin off
                auto_https disable_redirects
            }
            """;

    @Override
    public List<String> lay(Path folder, String configuration, int port) throws IOException {
        Path file = Files.writeString(folder.resolve("Caddyfile"), GLOBAL + configuration);
        return List.of(Debian.program("caddy"), "run", "--adapter", "caddyfile", "--config", file.toString());
    }

    @Override
    public Map<String, String> environment(Path folder) {
        return Map.of(
                "HOME", folder.toString(),
                "XDG_DATA_HOME", folder.resolve("data").toString(),
                "XDG_CONFIG_HOME", folder.resolve("config").toString());
    }

    @Override
    public String shortest(int port, int upstream) {
        return """
                http://%1$s:%2$d {
                    reverse_proxy %1$s:%3$d
                }
                """.formatted(Loopback.HOST, port, upstream);
    }

    @Override
    public Configuration here(Configuration recommended, int port, int upstream, int other) {
        return recommended
                .with("https://dealstream.example.com", "https://" + Loopback.HOST + ":" + port)
                .with("dealstream-1.internal:8080", Loopback.HOST + ":" + upstream)
                .with("dealstream-2.internal:8080", Loopback.HOST + ":" + other)
                .with("/etc/ssl/dealstream.crt", RunningProxy.certificates().serverCertificate())
                .with("/etc/ssl/dealstream.key", RunningProxy.certificates().serverKey());
    }

    @Override
    public Configuration compressing(Configuration configuration) {
        return configuration.with("reverse_proxy", "encode gzip\n    reverse_proxy");
    }
}
