package io.dealstream.commands;

import io.dealstream.kafka.KafkaClients;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// How a command reaches Kafka.
final class KafkaOptions {

    /// How long Kafka's clients try, in ms, before a command gives up.
    private static final Map<String, Object> PATIENCE = Map.of(
            "request.timeout.ms", 5_000,
            "default.api.timeout.ms", 10_000,
            "max.block.ms", 10_000,
            "delivery.timeout.ms", 10_000);

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Kafka's address (else the environment's KAFKA_BOOTSTRAP_SERVERS).")
    private @Nullable String bootstrap;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties for Kafka's clients, such as SASL and TLS.")
    private @Nullable Path config;

    /// @throws ParameterException when there is no such file, or no address
    /// @throws IOException when the file cannot be read
    KafkaClients clients(CommandLine command, Map<String, String> environment) throws IOException {
        Map<String, Object> settings = new HashMap<>(PATIENCE);
        if (config != null) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(config)) {
                properties.load(reader);
            } catch (NoSuchFileException e) {
                throw new ParameterException(command, "--config names a file that does not exist");
            }
            properties.forEach((name, value) -> settings.put(name.toString(), value));
        }
        String address = bootstrap == null ? environment.get("KAFKA_BOOTSTRAP_SERVERS") : bootstrap;
        if (address != null) {
            settings.put("bootstrap.servers", address);
        }
        if (!settings.containsKey("bootstrap.servers")) {
            throw new ParameterException(command, "--bootstrap HOST:PORT is needed");
        }
        return new KafkaClients(settings);
    }
}
