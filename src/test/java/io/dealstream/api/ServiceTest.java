package io.dealstream.api;

import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.InjectKafka;
import io.dealstream.testing.Organisation;
import io.dealstream.testing.Records;
import io.dealstream.testing.Service;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// What tests over HTTP start from: the running service, a producer, and a tenant of the test's own.
public abstract class ServiceTest {

    static {
        // ten seconds can pass on a machine that has more to do; who states how quick something must be says so
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    @InjectKafka
    protected EmbeddedKafka kafka;

    @TestHTTPResource
    URI base;

    protected Service service;
    protected Records records;
    protected Organisation org;

    /// When the test began, epoch ms: what its pipeline writes comes after it.
    protected long began;

    @BeforeEach
    void connect() {
        began = System.currentTimeMillis();
        service = Service.ready(base.getPort());
        records = new Records(kafka.bootstrapServers());
        org = Organisation.create(service, records);
    }

    @AfterEach
    void disconnect() {
        records.close();
    }
}
