package io.dealstream.proxies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A program that passes requests on, installed from Debian's package, and how it is started as the current user with
/// all its files in one folder.
public enum Software {
    NGINX("nginx.conf", "https"),
    HAPROXY("haproxy.cfg", "https"),
    CADDY("Caddyfile", "https"),
    APACHE("apache.conf", "https"),
    VARNISH("varnish.vcl", "http");

    /// What differs from program to program.
    interface Layout {

        /// Writes into a folder what the program needs to start.
        ///
        /// @param configuration what its users write
        /// @return the command line
        List<String> lay(Path folder, String configuration, int port) throws IOException;

        /// Variables that the program is started with.
        default Map<String, String> environment(Path folder) {
            return Map.of();
        }

        /// The shortest configuration that passes requests on, the rest being Debian's.
        String shortest(int port, int upstream);

        /// Puts in ports, addresses and certificates of this machine.
        Configuration here(Configuration recommended, int port, int upstream, int other);

        /// Makes times as much shorter as the tests' heartbeats are (1 s for 30 s).
        default Configuration inProportion(Configuration recommended) {
            return recommended.with("90s", "3s");
        }

        /// Compresses what can be compressed, as is often recommended.
        ///
        /// @param configuration the shortest
        Configuration compressing(Configuration configuration);
    }

    private static final Path RECOMMENDED = Path.of("docs", "proxies");

    private final String file;
    private final String scheme;

    Software(String file, String scheme) {
        this.file = file;
        this.scheme = scheme;
    }

    Layout layout() {
        return switch (this) {
            case NGINX -> new Nginx();
            case HAPROXY -> new Haproxy();
            case CADDY -> new Caddy();
            case APACHE -> new Apache();
            case VARNISH -> new Varnish();
        };
    }

    /// How its recommended configuration is spoken to.
    String scheme() {
        return scheme;
    }

    /// The file of the project that its users copy.
    Configuration recommended() {
        try {
            return new Configuration(Files.readString(RECOMMENDED.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
