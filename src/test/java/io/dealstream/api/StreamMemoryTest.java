package io.dealstream.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.testing.Http2Client;
import io.dealstream.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedTransferQueue;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What an open stream keeps in memory. What the framework knows of its request is not of use any more, and would be
/// a third of it.
@QuarkusTest
@TestProfile(OddSettings.class)
class StreamMemoryTest extends ServiceTest {

    private static final String STREAM = "/v1/events/deals/7";

    private static final int STREAMS = 10;

    /// The framework's threads may hold on to what they did last.
    private static final int LAST = 3;

    @Inject
    Router router;

    private final LinkedTransferQueue<WeakReference<RoutingContext>> requests = new LinkedTransferQueue<>();
    private final LinkedTransferQueue<MultiMap> headers = new LinkedTransferQueue<>();
    private Route route;

    @BeforeEach
    void seeRequests() {
        route = router.route(STREAM).order(Integer.MIN_VALUE).handler(context -> {
            requests.add(new WeakReference<>(context));
            headers.add(context.request().headers());
            headers.add(context.response().headers());
            context.next();
        });
    }

    @AfterEach
    void seeThemNoLonger() {
        route.remove();
    }

    @Test
    void letsGoOfHeaders() {
        try (SseClient client = org.stream(STREAM)) {
            Awaitility.await()
                    .untilAsserted(() -> assertThat(headers).hasSize(2).allMatch(MultiMap::isEmpty));

            org.write(org.deal(7).started(1));
            client.awaitEvents(1);
        }
    }

    @Test
    void letsGoOfItsRequest() {
        List<SseClient> clients =
                IntStream.range(0, STREAMS).mapToObj(i -> org.stream(STREAM)).toList();

        awaitRequestsGone();

        org.write(org.deal(7).started(1));
        for (SseClient client : clients) {
            client.awaitEvents(1);
            client.close();
        }
    }

    @Test
    void letsGoOfItsRequestOverHttp2() {
        try (Http2Client client = Http2Client.inClearText(base.getPort())) {
            String key = org.key().secret();
            List<Http2Client.Stream> streams = IntStream.range(0, STREAMS)
                    .mapToObj(i -> client.open(STREAM, "X-API-Key", key))
                    .toList();

            awaitRequestsGone();

            org.write(org.deal(7).started(1));
            Awaitility.await()
                    .until(() ->
                            streams.stream().allMatch(stream -> stream.text().contains("processing.started")));
        }
    }

    private void awaitRequestsGone() {
        assertThat(requests).hasSize(STREAMS);
        // a collection may take seconds where the machine has more to do
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            System.gc();
            assertThat(requests).filteredOn(request -> request.get() != null).hasSizeLessThanOrEqualTo(LAST);
        });
    }
}
