package io.dealstream.proxies;

import io.dealstream.testing.Loopback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Apache httpd in a copy of Debian's `/etc/apache2`, with the modules that Debian enables and those that the
/// configuration asks for with `a2enmod`.
final class Apache implements Software.Layout {

    private static final Path DEBIANS = Path.of("/etc/apache2");
    private static final List<String> ENABLED = List.of(
            "access_compat",
            "alias",
            "auth_basic",
            "authn_core",
            "authn_file",
            "authz_core",
            "authz_host",
            "authz_user",
            "autoindex",
            "deflate",
            "dir",
            "env",
            "filter",
            "mime",
            "mpm_event",
            "negotiation",
            "reqtimeout",
            "setenvif",
            "status");
    private static final Pattern ASKED_FOR = Pattern.compile("a2enmod (.+)");
    private static final Pattern NEEDED = Pattern.compile("# Depends: (.+)");

    @Override
    public List<String> lay(Path folder, String configuration, int port) throws IOException {
        Files.createDirectories(folder.resolve("mods-enabled"));
        Files.createDirectories(folder.resolve("conf-enabled"));
        Files.createDirectories(folder.resolve("sites-enabled"));
        Matcher asked = ASKED_FOR.matcher(configuration);
        List<String> further = asked.find() ? List.of(asked.group(1).strip().split(" ", -1)) : List.of();
        for (String module : Stream.concat(ENABLED.stream(), further.stream()).toList()) {
            enable(folder, module);
        }
        Files.writeString(folder.resolve("apache2.conf"), Files.readString(DEBIANS.resolve("apache2.conf")));
        Files.writeString(folder.resolve("ports.conf"), "Listen " + Loopback.HOST + ":" + port + "\n");
        Files.writeString(folder.resolve("sites-enabled/dealstream.conf"), configuration);
        return List.of(Debian.program("apache2"), "-d", folder.toString(), "-f", "apache2.conf", "-D", "FOREGROUND");
    }

    @Override
    public Map<String, String> environment(Path folder) {
        String all = folder.toString();
        return Map.of(
                "APACHE_RUN_DIR",
                all,
                "APACHE_LOG_DIR",
                all,
                "APACHE_LOCK_DIR",
                all,
                "APACHE_PID_FILE",
                all + "/apache2.pid",
                // counts for root only, who may not serve as root
                "APACHE_RUN_USER",
                "www-data",
                "APACHE_RUN_GROUP",
                "www-data");
    }

    @Override
    public String shortest(int port, int upstream) {
        return """
                # a2enmod proxy proxy_http
                <VirtualHost %1$s:%2$d>
                    ProxyPass "/" "http://%1$s:%3$d/"
                </VirtualHost>
                """.formatted(Loopback.HOST, port, upstream);
    }

    @Override
    public Configuration here(Configuration recommended, int port, int upstream, int other) {
        return recommended
                .with("<VirtualHost *:443>", "<VirtualHost " + Loopback.HOST + ":" + port + ">")
                .with("dealstream-1.internal:8080", Loopback.HOST + ":" + upstream)
                .with("dealstream-2.internal:8080", Loopback.HOST + ":" + other)
                .with("/etc/ssl/dealstream.crt", RunningProxy.certificates().serverCertificate())
                .with("/etc/ssl/dealstream.key", RunningProxy.certificates().serverKey());
    }

    @Override
    public Configuration inProportion(Configuration recommended) {
        return recommended.with("timeout=90", "timeout=3").with("Timeout 90", "Timeout 3");
    }

    @Override
    public Configuration compressing(Configuration configuration) {
        return configuration.with("ProxyPass", "SetOutputFilter DEFLATE\n    ProxyPass");
    }

    /// As `a2enmod` does, with what the module needs.
    private static void enable(Path folder, String module) throws IOException {
        Path load = DEBIANS.resolve("mods-available/" + module + ".load");
        Path enabled = folder.resolve("mods-enabled").resolve(load.getFileName());
        if (Files.exists(enabled)) {
            return;
        }
        String text = Files.readString(load);
        Files.writeString(enabled, text);
        Matcher needed = NEEDED.matcher(text);
        while (needed.find()) {
            for (String other : needed.group(1).strip().split(" ", -1)) {
                enable(folder, other);
            }
        }
        Path settings = DEBIANS.resolve("mods-available/" + module + ".conf");
        if (Files.exists(settings)) {
            Files.writeString(
                    folder.resolve("mods-enabled").resolve(settings.getFileName()), Files.readString(settings));
        }
    }
}
