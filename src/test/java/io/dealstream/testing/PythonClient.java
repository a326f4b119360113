package io.dealstream.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/// The Python client (`clients/python`), in a process of its own.
public final class PythonClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Program program;

    private PythonClient(Program program) {
        this.program = program;
    }

    /// Follows a stream.
    ///
    /// @param form `blocking` or `async`
    /// @param options of the client, times in seconds
    /// @param stream the name of the client's method
    public static PythonClient follow(
            String form, Map<String, Object> options, String stream, Map<String, Object> arguments) {
        return new PythonClient(Program.start(List.of(
                Program.find("python3"),
                "src/test/python/follow.py",
                form,
                JSON.valueToTree(options).toString(),
                stream,
                JSON.valueToTree(arguments).toString())));
    }

    /// The events that it handed out, in order: `event` is the type, and `data`.
    public List<JsonNode> events() {
        return all().stream().filter(line -> line.has("event")).toList();
    }

    /// The failures that it got over: `503 NOT_READY`.
    public List<String> errors() {
        return all().stream()
                .filter(line -> line.has("error"))
                .map(line -> line.get("error").asText())
                .toList();
    }

    /// How it ended: `completed`, or what it was refused with; empty while it has not.
    public String end() {
        return all().stream()
                .filter(line -> line.has("end"))
                .map(line -> line.get("end").asText())
                .findFirst()
                .orElse("");
    }

    /// Kills it.
    @Override
    public void close() {
        program.close();
    }

    private List<JsonNode> all() {
        String text = program.text();
        return lines(text.substring(0, text.lastIndexOf('\n') + 1));
    }

    private static List<JsonNode> lines(String text) {
        return text.lines().map(PythonClient::parse).toList();
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(line, e);
        }
    }
}
