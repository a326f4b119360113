package io.dealstream.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/// `kcat`: a producer that is not Java, and whose partitioner (librdkafka's) is not Java's either.
public final class Kcat {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final String bootstrapServers;

    /// Produces to a broker.
    ///
    /// @param bootstrapServers `host:port`
    public Kcat(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /// Writes a record and waits until it is acknowledged.
    ///
    /// @param record with a key and a value, and headers without blanks at their ends
    public void write(ProducerRecord<byte[], byte[]> record) {
        List<String> command = new ArrayList<>(List.of(Program.find("kcat"), "-P", "-b", bootstrapServers));
        command.addAll(List.of("-X", "acks=all", "-t", record.topic(), "-k", text(record.key())));
        for (Header header : record.headers()) {
            command.addAll(List.of("-H", header.key() + "=" + text(header.value())));
        }
        try {
            Path value = Files.createTempFile("value", ".json");
            try {
                Files.write(value, record.value());
                command.add(value.toString());
                Program.run(LIMIT, command);
            } finally {
                Files.delete(value);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
