package io.dealstream.proxies;

import io.dealstream.testing.Loopback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Varnish with its built-in rules below the user's.
final class Varnish implements Software.Layout {

    @Override
    public List<String> lay(Path folder, String configuration, int port) throws IOException {
        Path rules = Files.writeString(folder.resolve("default.vcl"), configuration);
        return List.of(
                Debian.program("varnishd"),
                "-F",
                "-j",
                "none",
                "-n",
                folder.resolve("work").toString(),
                "-a",
                Loopback.HOST + ":" + port,
                "-f",
                rules.toString(),
                "-s",
                "malloc,64m");
    }

    @Override
    public String shortest(int port, int upstream) {
        return """
                vcl 4.1;
                backend one {
                    .host = "%s";
                    .port = "%d";
                }
                """.formatted(Loopback.HOST, upstream);
    }

    @Override
    public Configuration here(Configuration recommended, int port, int upstream, int other) {
        return recommended
                .with(address("dealstream-1.internal", 8080), address(Loopback.HOST, upstream))
                .with(address("dealstream-2.internal", 8080), address(Loopback.HOST, other));
    }

    @Override
    public Configuration compressing(Configuration configuration) {
        return new Configuration(configuration.text() + """
                sub vcl_backend_response {
                    if (beresp.http.Content-Type ~ "text|json") {
                        set beresp.do_gzip = true;
                    }
                }
                """);
    }

    private static String address(String host, int port) {
        return ".host = \"%s\";\n    .port = \"%d\";".formatted(host, port);
    }
}
