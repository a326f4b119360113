package io.dealstream.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.Awaitility;

/// A tenant for one test: an API key that the service knows, and the events of its pipeline.
public final class Organisation {

    private final Service service;
    private final Records records;
    private final ApiKey key;

    private Organisation(Service service, Records records, ApiKey key) {
        this.service = service;
        this.records = records;
        this.key = key;
    }

    /// A tenant that nobody has heard of, with a key for everything.
    public static Organisation create(Service service, Records records) {
        String name = "org-" + UUID.randomUUID();
        ApiKey key = ApiKey.active("sk_test_" + UUID.randomUUID(), name, ApiKey.ALL_SCOPES);
        Organisation organisation = new Organisation(service, records, key);
        organisation.introduce(key);
        return organisation;
    }

    public String tenant() {
        return key.tenant();
    }

    public ApiKey key() {
        return key;
    }

    /// One more key of this tenant, which the service knows when this returns.
    public ApiKey anotherKey() {
        ApiKey another = ApiKey.active("sk_test_" + UUID.randomUUID(), tenant(), ApiKey.ALL_SCOPES);
        introduce(another);
        return another;
    }

    /// Writes a key's record and waits until the service has taken notice of a key of that secret.
    public void introduce(ApiKey introduced) {
        records.write(introduced.toRecord());
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> service.get("/v1/events/org/poll", "X-API-Key", introduced.secret())
                                .status()
                        != 401);
    }

    public Deal deal(long id) {
        return new Deal(tenant(), id);
    }

    public Batch batch(String id) {
        return new Batch(tenant(), id);
    }

    /// Writes records, in this order within each partition; returns when all are acknowledged.
    @SafeVarargs
    public final List<RecordMetadata> write(ProducerRecord<byte[], byte[]>... written) {
        List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> record : written) {
            all.add(record);
        }
        return records.writeAll(all);
    }

    /// Opens a stream with the tenant's key, and waits for its head.
    public SseClient stream(String path, String... headers) {
        return service.stream(path, withKey(headers));
    }

    /// Follows a stream with the tenant's key as a browser would.
    public EventSourceClient follow(String path) {
        return EventSourceClient.open(service.uri(path), Service.map(withKey()));
    }

    public Answer get(String path, String... headers) {
        return service.get(path, withKey(headers));
    }

    public CompletableFuture<Answer> begin(String path, String... headers) {
        return service.begin("GET", path, withKey(headers));
    }

    private String[] withKey(String... headers) {
        return Stream.concat(Stream.of("X-API-Key", key.secret()), Stream.of(headers))
                .toArray(String[]::new);
    }
}
