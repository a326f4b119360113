package io.dealstream.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.ShortTimes;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ShortTimes.class)
class EmbeddedKafkaResourceTest {

    @InjectKafka
    EmbeddedKafka kafka;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String configured;

    @Test
    void isWhatTheApplicationUses() throws Exception {
        assertThat(configured).isEqualTo(kafka.bootstrapServers());
        try (Admin admin =
                Admin.create(Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, configured))) {
            assertThat(admin.listTopics().names().get()).containsAll(Topics.EVENTS);
        }
    }
}
