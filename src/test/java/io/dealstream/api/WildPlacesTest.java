package io.dealstream.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Cursor;
import io.dealstream.event.Partition;
import io.dealstream.event.StreamKey;
import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;
import io.dealstream.hub.EventHub;
import io.dealstream.testing.Answer;
import io.dealstream.testing.Deal;
import io.dealstream.testing.ForgedIds;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.SseFrame;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever place a client names: it is answered, and nothing is kept of it.
@QuarkusTest
@TestProfile(ShortTimes.class)
class WildPlacesTest extends ServiceTest {

    @Inject
    EventHub hub;

    @Test
    void anIdWithANegativeIndexIsNoneOfOurs() {
        int known = hub.knownStreams();
        for (int deal = 1_000; deal < 1_050; deal++) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            content.write(1);
            ForgedIds.varint(content, began);
            content.writeBytes(new byte[] {0, 0, 1, 1});
            ForgedIds.varint(content, -1);
            ForgedIds.varint(content, 5);
            String id = ForgedIds.sealed(content.toByteArray(), stream("deal", Integer.toString(deal)));

            Answer answer = org.get("/v1/events/deals/" + deal + "/poll", "Last-Event-ID", id);

            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("\"reset\":\"unknown\"");
        }
        Awaitility.await().untilAsserted(() -> assertThat(hub.knownStreams()).isLessThanOrEqualTo(known));
    }

    @Test
    void idsThatAreWellFormedAndMadeUpAreAnsweredAndForgotten() {
        ForgedIds forged = new ForgedIds(new Random(14), partitions(), began);
        int known = hub.knownStreams();
        List<SseClient> streams = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            String path = switch (i % 4) {
                case 0 -> "/v1/events/deals/7";
                case 1 -> "/v1/events/deals/" + (10_000 + i);
                case 2 -> "/v1/events/org";
                default -> "/v1/events/batches/b-" + i;
            };
            String id = forged.next(
                    i % 4 == 2
                            ? stream("organisation", "")
                            : stream(i % 4 == 3 ? "batch" : "deal", path.substring(path.lastIndexOf('/') + 1)));
            if (i % 8 < 4) {
                Answer answer = org.get(path + "/poll?wait=0", "Last-Event-ID", id);
                assertThat(answer.status()).as(id + ": " + answer.body()).isLessThan(500);
            } else if (streams.size() < 60) {
                SseClient client = org.stream(path, "Last-Event-ID", id);
                streams.add(client);
                assertThat(client.status()).as(id).isEqualTo(200);
            }
        }
        streams.forEach(SseClient::close);

        Awaitility.await().untilAsserted(() -> assertThat(hub.knownStreams()).isLessThanOrEqualTo(known));
        assertThat(org.get("/v1/events/deals/7/poll").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1",
                "999999999999999",
                "9999-12-31T23:59:59Z",
                "-9999-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999Z",
                "1970-01-01T00:00:00+18:00"
            })
    void aTimeMayBeAnyTime(String since) {
        org.write(new Deal(org.tenant(), 7).progressed(1, 40));
        String query = "?since=" + URLEncoder.encode(since, StandardCharsets.UTF_8);

        for (String path : List.of("/v1/events/deals/7", "/v1/events/org", "/v1/events/batches/b-1")) {
            assertThat(org.get(path + "/poll" + query).status()).isEqualTo(200);
            try (SseClient client = org.stream(path + query)) {
                assertThat(client.status()).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "9999999999999999",
                "1e9",
                "NaN",
                "9223372036854775808",
                "2026-02-30T00:00:00Z",
                "+999999999-12-31T23:59:59.999999999+18:00",
                "-999999999-01-01T00:00:00-18:00",
                "٣"
            })
    void whatIsNoTimeIsSaidToBeNone(String since) {
        String query = "?since=" + URLEncoder.encode(since, StandardCharsets.UTF_8);

        assertThat(org.get("/v1/events/deals/7/poll" + query).status()).isEqualTo(422);
        assertThat(org.get("/v1/events/deals/7" + query).status()).isEqualTo(422);
    }

    /// Partitions as ids of this broker speak of them.
    private List<Partition> partitions() {
        Deal deal = new Deal(org.tenant(), 7);
        try (SseClient client = org.stream("/v1/events/deals/7")) {
            org.write(deal.started(1), deal.created("Some Ltd"), deal.progressed(1, 40));
            SseFrame last = client.awaitEvents(3).getLast();
            Cursor cursor = Cursor.parse(last.id(), stream("deal", "7")).orElseThrow();
            return cursor.marks().stream()
                    .map(mark -> new Partition("", mark.index(), mark.tag()))
                    .toList();
        }
    }

    private StreamKey stream(String kind, String id) {
        return new StreamKey(new Tenant(org.tenant()), new Subject(kind, id));
    }
}
