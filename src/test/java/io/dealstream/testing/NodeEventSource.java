package io.dealstream.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// npm's `eventsource` in Node.js (`src/test/js/follow.mjs`). Its packages are installed at the first use.
public final class NodeEventSource implements Follower {

    private static final Path FOLDER = Path.of("src/test/js");
    /// `EventSource.OPEN`.
    private static final int OPEN = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Program program;

    private NodeEventSource(Program program) {
        this.program = program;
    }

    /// Opens an EventSource.
    ///
    /// @param types the events to listen for
    public static NodeEventSource follow(URI uri, Map<String, String> headers, List<String> types) {
        Npm.install(FOLDER);
        List<String> command = new ArrayList<>();
        command.add(Program.find("node"));
        command.add(FOLDER.resolve("follow.mjs").toString());
        command.add(uri.toString());
        command.add(JSON.valueToTree(headers).toString());
        command.addAll(types);
        return new NodeEventSource(Program.start(command));
    }

    @Override
    public List<Heard> heard() {
        return lines("type").stream()
                .map(line -> new Heard(
                        line.get("type").asText(),
                        line.get("data").asText(),
                        line.get("lastEventId").asText()))
                .toList();
    }

    @Override
    public boolean isOpen() {
        List<JsonNode> states = lines("state");
        return !states.isEmpty() && states.getLast().get("state").asInt() == OPEN;
    }

    @Override
    public boolean hasStopped() {
        return program.hasEnded();
    }

    @Override
    public void close() {
        program.close();
    }

    private List<JsonNode> lines(String kind) {
        String text = program.text();
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(NodeEventSource::parse)
                .filter(line -> line.has(kind))
                .toList();
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(line, e);
        }
    }
}
