package io.dealstream.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/// A broker that the application uses and that the test can pause: a [BrokerProcess] as a test resource. A
/// field of this type with [InjectKafka] is filled in.
public final class PausableKafka implements QuarkusTestResourceLifecycleManager {

    private final Path folder;
    private final BrokerProcess broker;

    public PausableKafka() {
        try {
            this.folder = Files.createTempDirectory("pausable-kafka");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.broker = new BrokerProcess(folder, Map.of());
    }

    @Override
    public Map<String, String> start() {
        broker.start();
        Topics.create(broker.bootstrapServers());
        return Map.of("kafka.bootstrap.servers", broker.bootstrapServers());
    }

    /// Where clients find it.
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /// Connections stay open, and nothing answers.
    public void pause() {
        broker.pause();
    }

    public void resume() {
        broker.resume();
    }

    @Override
    public void stop() {
        broker.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                this, new TestInjector.AnnotatedAndMatchesType(InjectKafka.class, PausableKafka.class));
    }
}
