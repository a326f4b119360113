package io.dealstream.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/// Probes and Prometheus ask where there is an answer.
@QuarkusTest
@TestProfile(ShortTimes.class)
class ServedPathsTest extends ServiceTest {

    @Test
    void theHealthIsWhereTheProbesLookForIt() {
        assertThat(service.get(HealthPaths.STARTED).status()).isEqualTo(200);
        assertThat(service.get(HealthPaths.LIVE).status()).isEqualTo(200);
        assertThat(service.get(HealthPaths.READY).body()).contains("Caught up with Kafka");
    }

    @Test
    void theMetricsAreWherePrometheusLooksForThem() {
        assertThat(service.get(HealthPaths.METRICS).body()).contains("dealstream_kafka_lag");
    }
}
