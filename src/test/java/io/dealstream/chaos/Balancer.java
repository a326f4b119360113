package io.dealstream.chaos;

import io.dealstream.testing.ChildProcess;
import io.dealstream.testing.Loopback;
import io.dealstream.testing.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/// The machine's HAProxy in front of several replicas, with the rules of the manifests: new connections go only
/// to replicas that are ready, and open ones stay.
final class Balancer implements AutoCloseable {

    private final int port = Loopback.freePort();
    private final ChildProcess process;

    /// @param algorithm HAProxy's name of it: `leastconn`, `roundrobin`, `source`
    Balancer(Path folder, List<InetSocketAddress> replicas, String algorithm) {
        String servers = IntStream.range(0, replicas.size())
                .mapToObj(i -> "  server replica-%d %s:%d"
                        .formatted(i, Loopback.HOST, replicas.get(i).getPort()))
                .collect(Collectors.joining("\n"));
        Path configuration = folder.resolve("balancer.cfg");
        try {
            Files.writeString(configuration, """
                    global
                      maxconn 9000
                    defaults
                      mode http
                      timeout connect 2s
                      timeout client 1h
                      timeout server 1h
                      timeout check 2s
                      option redispatch
                    frontend in
                      bind %s:%d
                      default_backend replicas
                    backend replicas
                      balance %s
                      option httpchk GET /q/health/ready
                      http-check expect status 200
                      default-server check inter 500ms fall 2 rise 1
                    %s
                    """.formatted(Loopback.HOST, port, algorithm, servers));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.process = new ChildProcess(
                List.of(Program.find("haproxy"), "-db", "-f", configuration.toString()),
                Map.of(),
                folder.resolve("balancer.log"));
        process.start();
        Awaitility.await("haproxy").atMost(Duration.ofSeconds(20)).until(() -> Loopback.isOpen(port));
    }

    /// Where clients come to.
    URI door() {
        return URI.create("http://" + Loopback.HOST + ":" + port + "/");
    }

    @Override
    public void close() {
        process.close();
    }
}
