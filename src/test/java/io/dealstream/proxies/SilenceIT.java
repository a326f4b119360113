package io.dealstream.proxies;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.testing.Organisation;
import io.dealstream.testing.SseClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the recommended configurations do while nothing happens, with times in proportion: where the service says
/// something each second, they wait for 3 s.
@Tag("proxies")
class SilenceIT {

    private static final Duration QUIET = Duration.ofSeconds(8);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final Map<Software, RunningProxy> proxies = new EnumMap<>(Software.class);
    private final Map<Software, SseClient> streams = new EnumMap<>(Software.class);
    private Organisation org;

    @BeforeEach
    void start() {
        Replicas replicas = Replicas.shared();
        org = replicas.organisation();
        for (Software software : Software.values()) {
            proxies.put(
                    software,
                    RunningProxy.recommended(
                            software,
                            folder.resolve(software.name()),
                            replicas.port(),
                            replicas.otherPort(),
                            software.layout()::inProportion));
        }
    }

    @AfterEach
    void stop() {
        streams.values().forEach(SseClient::close);
        proxies.values().forEach(RunningProxy::close);
    }

    @Test
    void streamsInWhichNothingHappensLiveOnByTheirHeartbeats() {
        open("/v1/events/deals/7");
        Awaitility.await("quiet").pollDelay(QUIET).atMost(QUIET.plus(LIMIT)).until(() -> true);
        org.write(org.deal(7).started(1));

        streams.forEach((software, stream) ->
                assertThat(stream.awaitEvents(1)).as(software.name()).hasSize(1));
    }

    @Test
    void aReplicaThatSaysNothingForLongerThanThatIsGivenUp() {
        // its heartbeat comes every 15 s
        open("/cases/c-1/progress/stream");

        List<Software> cut = new ArrayList<>();
        streams.forEach((software, stream) -> {
            assertThat(stream.awaitEnd(LIMIT)).as(software.name()).isNotNull();
            cut.add(software);
        });
        assertThat(cut).containsExactly(Software.values());
    }

    private void open(String path) {
        proxies.forEach((software, proxy) -> streams.put(
                software, proxy.service().stream(path, "X-API-Key", org.key().secret())));
    }
}
