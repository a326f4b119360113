package io.dealstream.api.deals;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.Issuer;
import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.ApiKey;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.SseFrame;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A credential that ends takes the streams with it that it opened, within a second, and no others.
@QuarkusTest
@TestProfile(ShortTimes.class)
class CredentialEndTest extends ServiceTest {

    private static final String STREAM = "/v1/events/org";
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    /// @param reason what the stream ends with
    record Change(String name, Function<ApiKey, ProducerRecord<byte[], byte[]>> record, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Change> changes() {
        return Stream.of(
                new Change("revoked", key -> key.revoked().toRecord(), "revoked"),
                new Change("deleted", ApiKey::tombstone, "revoked"),
                new Change("narrowed", key -> key.withScopes("deals:read").toRecord(), "revoked"),
                new Change("narrowed by rights", key -> key.toRecord("{\"deals\":[1]}"), "revoked"),
                new Change("void", key -> key.toRecord("{\"deal\":[1]}"), "revoked"),
                new Change(
                        "expired",
                        key -> key.expiring(Instant.now().minusSeconds(1)).toRecord(),
                        "expired"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void endsTheStreamsOfAKeyThatIsChanged(Change change) {
        ApiKey key = org.anotherKey();
        try (SseClient affected = service.stream(STREAM, "X-API-Key", key.secret());
                SseClient byQuery = service.stream(STREAM + "?token=" + key.secret());
                SseClient unaffected = org.stream(STREAM)) {
            affected.await(Frames::isBareId);
            byQuery.await(Frames::isBareId);

            org.write(change.record().apply(key));
            Instant written = Instant.now();

            for (SseClient client : List.of(affected, byQuery)) {
                SseFrame last = Frames.untilTheEnd(client).getLast();
                assertThat(last.raw()).isEqualTo(Frames.closing(change.reason()));
                assertThat(Duration.between(written, last.received())).isLessThan(A_SECOND);
            }
            org.write(org.deal(1).started(1));
            assertThat(unaffected.awaitEvents(1).getFirst().is("processing.started"))
                    .isTrue();
        }
        assertThat(service.get(STREAM + "/poll", "X-API-Key", key.secret()).status())
                .isEqualTo(change.name().startsWith("narrowed") ? 403 : 401);
    }

    @Test
    void endsAStreamWhenItsKeyExpires() {
        Instant end = Instant.now().plusSeconds(3);
        ApiKey key = org.key().expiring(end);
        org.introduce(key);

        assertEndsAt(end, service.stream(STREAM, "X-API-Key", key.secret()));
    }

    @Test
    void endsAStreamWhenItsTokenExpires() {
        Issuer issuer = Issuer.trusted();
        Instant end = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 3);
        String token = issuer.token(
                org.tenant(), "org:read", Duration.between(Instant.now(), end).plusMillis(1));

        assertEndsAt(end, service.stream(STREAM + "?token=" + token));
    }

    @Test
    void endsAStreamThatATicketOpenedWithTheKeyBehindTheTicket() {
        ApiKey key = org.anotherKey();
        String ticket = service.send("POST", "/v1/stream-tickets", "X-API-Key", key.secret())
                .body()
                .replaceFirst(".*\"ticket\":\"([^\"]+)\".*", "$1");
        try (SseClient client = service.stream(STREAM + "?ticket=" + ticket)) {
            client.await(Frames::isBareId);

            org.write(key.revoked().toRecord());

            assertThat(Frames.untilTheEnd(client).getLast().raw()).isEqualTo(Frames.closing("revoked"));
        }
    }

    private static void assertEndsAt(Instant end, SseClient opened) {
        try (SseClient client = opened) {
            assertThat(client.status()).isEqualTo(200);
            SseFrame last = Frames.untilTheEnd(client).getLast();
            assertThat(last.raw()).isEqualTo(Frames.closing("expired"));
            assertThat(last.received()).isBetween(end, end.plus(A_SECOND));
        }
    }
}
