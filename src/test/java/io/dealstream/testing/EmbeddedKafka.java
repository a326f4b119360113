package io.dealstream.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A real Kafka broker (KRaft, one node) inside the tests' JVM, on 127.0.0.1 and a free port, with the contract's
/// [Topics]. Up in about a second and a half.
///
/// In a test of the application it is a test resource. The application is configured to use it, and a field of
/// this type in the test class is filled in:
///
/// ```java
/// @QuarkusTest
/// @WithTestResource(EmbeddedKafka.class)
/// class DealStreamTest {
///     @InjectKafka EmbeddedKafka kafka;
/// }
/// ```
///
/// Test classes with the same resources share one application and so one broker. So each test needs tenants and
/// deals of its own. A test without the application uses [#shared()].
public final class EmbeddedKafka implements QuarkusTestResourceLifecycleManager, AutoCloseable {

    private static @Nullable EmbeddedKafka shared;

    private final EmbeddedKafkaBroker broker = new EmbeddedKafkaBroker().withKafkaHost(Loopback.HOST);

    /// The broker that all tests without the application share; started by the first, stopped with the JVM.
    public static synchronized EmbeddedKafka shared() {
        if (shared == null) {
            EmbeddedKafka kafka = new EmbeddedKafka();
            kafka.start();
            Runtime.getRuntime().addShutdownHook(new Thread(kafka::stop, "stop-kafka"));
            shared = kafka;
        }
        return shared;
    }

    /// Starts the broker and makes the topics.
    ///
    /// @return the configuration that makes the application use it
    @Override
    public Map<String, String> start() {
        broker.start();
        Topics.create(bootstrapServers());
        return Map.of("kafka.bootstrap.servers", bootstrapServers());
    }

    @Override
    public void stop() {
        broker.close();
    }

    @Override
    public void close() {
        stop();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                this, new TestInjector.AnnotatedAndMatchesType(InjectKafka.class, EmbeddedKafka.class));
    }

    /// Where clients find it: `127.0.0.1:port`.
    public String bootstrapServers() {
        String listener = broker.getAdvertisedListeners();
        return listener.substring(listener.indexOf("://") + 3);
    }
}
