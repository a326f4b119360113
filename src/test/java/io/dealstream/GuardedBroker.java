package io.dealstream;

import io.dealstream.testing.GuardedKafka;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/// The service before a broker over TLS, with a memory so short that it must soon ask Kafka for the past.
public abstract class GuardedBroker implements QuarkusTestProfile {

    private final String proof;

    private GuardedBroker(String proof) {
        this.proof = proof;
    }

    /// With a name and a password.
    public static final class ByScram extends GuardedBroker {
        public ByScram() {
            super("scram");
        }
    }

    /// With a certificate.
    public static final class ByCertificate extends GuardedBroker {
        public ByCertificate() {
            super("certificate");
        }
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("dealstream.hub.journal-age", "2s", "dealstream.hub.slack", "1s");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(GuardedKafka.class, Map.of("as", proof)));
    }
}
