package io.dealstream.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A client's functions for producers, in a process of their own.
public final class RecordMaker {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<String> command;

    private RecordMaker(List<String> command) {
        this.command = command;
    }

    /// The Python client's.
    public static RecordMaker python() {
        return new RecordMaker(List.of(Program.find("python3"), "src/test/python/make_records.py"));
    }

    /// The Java client's.
    ///
    /// @param folder an empty one
    public static RecordMaker java(Path folder) {
        JavaClient.compile(folder);
        return new RecordMaker(JavaClient.command(folder, "MakeRecords"));
    }

    /// What they make of some events, in their order.
    ///
    /// @param events of each the `type` and the `data`
    /// @return of each `topic`, `key`, `value` and `headers`; null nodes for those that were refused
    public List<JsonNode> make(List<JsonNode> events) {
        try {
            Path file = Files.createTempFile("events", ".jsonl");
            try {
                Files.write(file, events.stream().map(JsonNode::toString).toList(), StandardCharsets.UTF_8);
                List<String> line = new ArrayList<>(command);
                line.add(file.toString());
                return Program.output(LIMIT, line)
                        .lines()
                        .map(RecordMaker::parse)
                        .toList();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(line, e);
        }
    }
}
