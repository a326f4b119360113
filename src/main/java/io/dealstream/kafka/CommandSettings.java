package io.dealstream.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/// How a command reaches Kafka, from its options and its environment.
public final class CommandSettings {

    /// How long Kafka's clients try, in ms, before a command gives up.
    private static final Map<String, Object> PATIENCE =
            Map.of("request.timeout.ms", 5_000, "default.api.timeout.ms", 10_000);

    private CommandSettings() {}

    /// Something is not said that is needed.
    public static final class MissingException extends Exception {
        private static final long serialVersionUID = 1;

        MissingException(String message) {
            super(message);
        }
    }

    /// What [KafkaClients] takes.
    ///
    /// @param bootstrap Kafka's address; else the environment's `KAFKA_BOOTSTRAP_SERVERS`
    /// @param file of properties for Kafka's clients
    /// @throws MissingException when there is no such file, or no address
    /// @throws IOException when the file cannot be read
    public static Map<String, Object> read(
            Optional<String> bootstrap, Optional<String> file, Map<String, String> environment)
            throws MissingException, IOException {
        Map<String, Object> settings = new HashMap<>(PATIENCE);
        if (file.isPresent()) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(Path.of(file.get()))) {
                properties.load(reader);
            } catch (NoSuchFileException e) {
                throw new MissingException("--config names a file that does not exist");
            }
            properties.forEach((name, value) -> settings.put(name.toString(), value));
        }
        bootstrap
                .or(() -> Optional.ofNullable(environment.get("KAFKA_BOOTSTRAP_SERVERS")))
                .ifPresent(address -> settings.put("bootstrap.servers", address));
        if (!settings.containsKey("bootstrap.servers")) {
            throw new MissingException("--bootstrap HOST:PORT is needed");
        }
        return settings;
    }
}
