package io.dealstream.proxies;

import io.dealstream.testing.Loopback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// nginx with Debian's `nginx.conf`, in which a file of `conf.d` is the user's.
final class Nginx implements Software.Layout {

    private static final Path DEBIANS = Path.of("/etc/nginx/nginx.conf");

    @Override
    public List<String> lay(Path folder, String configuration, int port) throws IOException {
        Files.createDirectories(folder.resolve("conf.d"));
        Files.writeString(folder.resolve("conf.d/dealstream.conf"), configuration);
        String user = System.getProperty("user.name");
        Configuration main = new Configuration(Files.readString(DEBIANS))
                .with("user www-data;", user.equals("root") ? "user root root;" : "")
                .with("pid /run/nginx.pid;", "pid " + folder.resolve("nginx.pid") + ";")
                .with("/var/log/nginx", folder)
                .with("/etc/nginx/modules-enabled", folder.resolve("modules-enabled"))
                .with("/etc/nginx/sites-enabled", folder.resolve("sites-enabled"))
                .with("/etc/nginx/conf.d", folder.resolve("conf.d"))
                .with("http {", """
                        http {
                            client_body_temp_path %1$s/body;
                            proxy_temp_path %1$s/proxy;
                            fastcgi_temp_path %1$s/fastcgi;
                            scgi_temp_path %1$s/scgi;
                            uwsgi_temp_path %1$s/uwsgi;
                        """.formatted(folder));
        Files.writeString(folder.resolve("nginx.conf"), main.text());
        return List.of(
                Debian.program("nginx"),
                "-p",
                folder.toString(),
                "-c",
                folder.resolve("nginx.conf").toString(),
                "-g",
                "daemon off;");
    }

    @Override
    public String shortest(int port, int upstream) {
        return """
                server {
                    listen %1$s:%2$d;
                    location / {
                        proxy_pass http://%1$s:%3$d;
                    }
                }
                """.formatted(Loopback.HOST, port, upstream);
    }

    @Override
    public Configuration here(Configuration recommended, int port, int upstream, int other) {
        return recommended
                .with("listen 443 ", "listen " + Loopback.HOST + ":" + port + " ")
                .with("dealstream-1.internal:8080", Loopback.HOST + ":" + upstream)
                .with("dealstream-2.internal:8080", Loopback.HOST + ":" + other)
                .with("/etc/ssl/dealstream.crt", RunningProxy.certificates().serverCertificate())
                .with("/etc/ssl/dealstream.key", RunningProxy.certificates().serverKey());
    }

    @Override
    public Configuration compressing(Configuration configuration) {
        return configuration.with("location / {", "gzip_types *; location / {");
    }
}
