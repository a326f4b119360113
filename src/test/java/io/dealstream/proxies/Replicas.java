package io.dealstream.proxies;

import io.dealstream.chaos.Replica;
import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.Organisation;
import io.dealstream.testing.Records;
import io.dealstream.testing.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// Two replicas of the packaged service, for all tests of this package: started by the first, ended with the JVM.
///
/// The streams of deals have a heartbeat each second; those of cases every 15 s as ever, so that what arrives there in
/// less was pushed by nothing but itself.
final class Replicas {

    static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final int COUNT = 2;

    private static @Nullable Replicas shared;

    private final Records records = new Records(EmbeddedKafka.shared().bootstrapServers());
    private final List<Replica> all;

    private Replicas() {
        Path logs;
        try {
            logs = Files.createDirectories(Path.of("target", "proxies"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> settings = Map.of(
                "dealstream.streams.heartbeat", HEARTBEAT.toSeconds() + "s",
                "dealstream.streams.reconnect-window", "2s",
                "dealstream.tickets.secret", "a secret that the replicas of tests share");
        this.all = IntStream.range(0, COUNT)
                .mapToObj(i -> new Replica(
                        EmbeddedKafka.shared().bootstrapServers(), logs.resolve("replica-" + i + ".log"), settings))
                .toList();
        all.forEach(Replica::start);
        all.forEach(Replicas::awaitReady);
    }

    static synchronized Replicas shared() {
        if (shared == null) {
            shared = new Replicas();
        }
        return shared;
    }

    Replica first() {
        return all.getFirst();
    }

    Replica second() {
        return all.getLast();
    }

    int port() {
        return first().address().getPort();
    }

    int otherPort() {
        return second().address().getPort();
    }

    Records records() {
        return records;
    }

    /// A tenant whose key both know.
    Organisation organisation() {
        Organisation organisation = Organisation.create(new Service(port()), records);
        Service other = new Service(otherPort());
        Awaitility.await("key")
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> other.get(
                                        "/v1/events/org/poll",
                                        "X-API-Key",
                                        organisation.key().secret())
                                .status()
                        != 401);
        return organisation;
    }

    /// How many streams are open, on both together.
    ///
    /// @param kind such as `deals`
    int openStreams(String kind) {
        return openStreams(first(), kind) + openStreams(second(), kind);
    }

    /// As above, on one.
    static int openStreams(Replica replica, String kind) {
        String meter = "dealstream_streams_open{endpoint=\"" + kind + "\"}";
        return new Service(replica.address().getPort())
                .get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(meter))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    static void awaitReady(Replica replica) {
        Awaitility.await("replica").atMost(START_LIMIT).until(replica::isReady);
    }
}
