package io.dealstream.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// A script that takes every `data:` line for an event (`src/test/python/read_lines.py`). It ignores names and
/// ids, and does not reconnect.
public final class PythonLineReader implements Follower {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Program program;

    private PythonLineReader(Program program) {
        this.program = program;
    }

    /// Asks for a stream.
    public static PythonLineReader follow(URI uri, Map<String, String> headers) {
        return new PythonLineReader(Program.start(List.of(
                Program.find("python3"),
                "src/test/python/read_lines.py",
                uri.toString(),
                JSON.valueToTree(headers).toString())));
    }

    @Override
    public List<Heard> heard() {
        return lines().stream()
                .filter(line -> line.has("data"))
                .map(line -> new Heard("message", line.get("data").toString(), ""))
                .toList();
    }

    @Override
    public boolean isOpen() {
        return lines().stream().anyMatch(line -> line.has("open")) && !program.hasEnded();
    }

    @Override
    public boolean hasStopped() {
        return program.hasEnded();
    }

    @Override
    public void close() {
        program.close();
    }

    private List<JsonNode> lines() {
        String text = program.text();
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(PythonLineReader::parse)
                .toList();
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("not a line of its own: " + line, e);
        }
    }
}
