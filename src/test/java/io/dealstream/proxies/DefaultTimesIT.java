package io.dealstream.proxies;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.testing.SseClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// After how long each proxy ends a stream by itself: prints what stands in `docs/proxies.md`. Takes eleven minutes.
@Tag("measure")
class DefaultTimesIT {

    private static final Duration LIMIT = Duration.ofMinutes(11);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final String[] HEAD = {"Cache-Control: no-cache, no-transform", "X-Accel-Buffering: no"};

    @TempDir
    Path folder;

    @Test
    void endsStreamsThatAreSilentOrJustLong() {
        List<AutoCloseable> open = new ArrayList<>();
        List<CompletableFuture<String>> rows = new ArrayList<>();
        try (TickingServer silent = new TickingServer(LIMIT.multipliedBy(2), HEAD);
                TickingServer beating = new TickingServer(HEARTBEAT, HEAD)) {
            for (Software software : Software.values()) {
                rows.add(row(software + " by default, silent", open, byDefault(software, silent.port())));
                rows.add(row(software + " by default, heartbeats", open, byDefault(software, beating.port())));
                rows.add(row(software + " as recommended, silent", open, recommended(software, silent.port())));
                rows.add(row(software + " as recommended, heartbeats", open, recommended(software, beating.port())));
            }
            rows.forEach(row -> System.out.println(row.join()));
            assertThat(rows)
                    .allMatch(row -> !row.join().contains("heartbeats")
                            || !row.join().contains("recommended")
                            || row.join().endsWith("lives"));
        } finally {
            open.forEach(DefaultTimesIT::close);
        }
    }

    private RunningProxy byDefault(Software software, int upstream) {
        return RunningProxy.byDefault(software, folder.resolve(software + "-" + upstream), upstream);
    }

    private RunningProxy recommended(Software software, int upstream) {
        return RunningProxy.recommended(software, folder.resolve(software + "-r-" + upstream), upstream, upstream);
    }

    private static CompletableFuture<String> row(String name, List<AutoCloseable> open, RunningProxy proxy) {
        SseClient stream = proxy.service().stream("/stream");
        open.add(stream);
        open.add(proxy);
        long opened = System.nanoTime();
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        SseClient.End end = stream.awaitEnd(LIMIT);
                        return "%s: %s after %d s"
                                .formatted(
                                        name,
                                        end,
                                        Duration.ofNanos(System.nanoTime() - opened)
                                                .toSeconds());
                    } catch (AssertionError lives) {
                        return name + ": lives";
                    }
                },
                task -> Thread.ofVirtual().start(task));
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
