package io.dealstream.proxies;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.testing.Answer;
import io.dealstream.testing.Organisation;
import io.dealstream.testing.Service;
import io.dealstream.testing.SseClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What each proxy does by itself, when it is told nothing but where the service is: the tables of `docs/proxies.md`.
@Tag("proxies")
@ParameterizedClass
@EnumSource(Software.class)
class DefaultsIT {

    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /// Longer than anything of a stream is held back for but by a buffer that is not full.
    private static final Duration HELD_BACK = Duration.ofSeconds(3);

    @Parameter
    Software software;

    @TempDir
    Path folder;

    @Test
    void passesOnEachEventAtOnceAndNoticesThatAClientIsGone() {
        Replicas replicas = Replicas.shared();
        Organisation org = replicas.organisation();
        try (RunningProxy proxy = RunningProxy.byDefault(software, folder, replicas.port())) {
            int before = replicas.openStreams("deals");
            // a heartbeat each second would hide what a buffer does
            SseClient stream = proxy.service().stream(
                    "/cases/c/progress/stream", "X-API-Key", org.key().secret(), "Accept-Encoding", "gzip");
            SseClient beating = proxy.service().stream(
                    "/v1/events/deals/7", "X-API-Key", org.key().secret());
            try (stream;
                    beating) {
                assertThat(stream.header("Content-Encoding")).isEmpty();
                for (int i = 1; i <= 5; i++) {
                    CaseEvent.write(replicas.records(), org.tenant(), "c", i);
                    long written = System.nanoTime();
                    stream.awaitEvents(i);
                    assertThat(Duration.ofNanos(System.nanoTime() - written)).isLessThan(AT_ONCE.multipliedBy(2));
                }
            }
            Awaitility.await("gone")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> replicas.openStreams("deals") == before);
        }
    }

    @Test
    void showsNobodyWhatAnotherGot() {
        Replicas replicas = Replicas.shared();
        Organisation one = replicas.organisation();
        Organisation other = replicas.organisation();
        try (RunningProxy proxy = RunningProxy.byDefault(software, folder, replicas.port())) {
            Service service = proxy.service();
            one.write(one.deal(7).started(111));
            other.write(other.deal(7).started(222));
            for (String path : List.of("/v1/events/deals/7/snapshot", "/v1/events/deals/7/poll?since=0&wait=1")) {
                Stream.of(one, other)
                        .forEach(org -> Awaitility.await()
                                .atMost(LIMIT)
                                .until(() ->
                                        service.get(path, "X-API-Key", org.key().secret())
                                                        .status()
                                                == 200));

                List<CompletableFuture<Answer>> ones = Stream.generate(() -> service.begin(
                                "GET", path, "X-API-Key", one.key().secret()))
                        .limit(3)
                        .toList();
                Answer others = service.get(path, "X-API-Key", other.key().secret());
                Answer nobodys = service.get(path);
                Answer strangers = service.get(path, "X-API-Key", "sk_test_unknown");

                assertThat(others.body()).contains("222").doesNotContain("111");
                assertThat(ones)
                        .allSatisfy(answer ->
                                assertThat(answer.join().body()).contains("111").doesNotContain("222"));
                assertThat(nobodys.status()).isEqualTo(401);
                assertThat(strangers.status()).isEqualTo(401);
            }
        }
    }

    @Test
    void leavesAStreamUncompressedThatForbidsToChangeItOrNot() {
        assertThat(compressing("Cache-Control: no-cache, no-transform", "X-Accel-Buffering: no"))
                .isEqualTo(
                        switch (software) {
                            case HAPROXY -> Compression.NONE;
                            case NGINX, APACHE -> Compression.EACH_PIECE;
                            case CADDY, VARNISH -> Compression.HELD_BACK;
                        });
    }

    @Test
    void compressesAStreamThatDoesNotForbidItAndHoldsItBackOrNot() {
        assertThat(compressing("Cache-Control: no-cache", "X-Accel-Buffering: no"))
                .isEqualTo(
                        switch (software) {
                            case HAPROXY, NGINX, APACHE -> Compression.EACH_PIECE;
                            case CADDY, VARNISH -> Compression.HELD_BACK;
                        });
    }

    /// What becomes of a stream where everything is compressed.
    private enum Compression {
        NONE,
        EACH_PIECE,
        HELD_BACK
    }

    private Compression compressing(String... head) {
        try (TickingServer server = new TickingServer(Duration.ofMillis(100), head);
                RunningProxy proxy =
                        RunningProxy.byDefault(software, folder, server.port(), software.layout()::compressing);
                SseClient stream = proxy.service().stream("/stream", "Accept-Encoding", "gzip")) {
            boolean encoded = stream.header("Content-Encoding").isPresent();
            long opened = System.nanoTime();
            Awaitility.await()
                    .atMost(HELD_BACK.multipliedBy(2))
                    .until(() -> stream.raw().length > 12 || System.nanoTime() - opened > HELD_BACK.toNanos());
            boolean came = stream.raw().length > 12;
            return came ? encoded ? Compression.EACH_PIECE : Compression.NONE : Compression.HELD_BACK;
        }
    }
}
