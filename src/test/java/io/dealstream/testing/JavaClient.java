package io.dealstream.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The Java client (`clients/java`), in a process of its own. Its sources are compiled here, because its own
/// build may come later than these tests. The tests do not know its classes.
public final class JavaClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SOURCES = Path.of("clients", "java", "src");
    private static final List<String> PROGRAMS = List.of("Adapter", "MakeRecords");
    private static final String PACKAGE = "io.dealstream.client.";

    private final Program program;

    private JavaClient(Program program) {
        this.program = program;
    }

    /// Compiles it and the programs of its tests.
    ///
    /// @param folder an empty one
    public static void compile(Path folder) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(ChildProcess.java()).resolveSibling("javac").toString(), "-d", folder.toString()));
        try (Stream<Path> sources = Files.walk(SOURCES.resolve("main"))) {
            sources.map(Path::toString).filter(path -> path.endsWith(".java")).forEach(command::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path tests = SOURCES.resolve(Path.of("test", "java", "io", "dealstream", "client"));
        PROGRAMS.forEach(program -> command.add(tests.resolve(program + ".java").toString()));
        Program.run(Duration.ofSeconds(60), command);
    }

    /// The command that runs one of these programs.
    ///
    /// @param folder what was compiled
    static List<String> command(Path folder, String program) {
        return List.of(ChildProcess.java(), "-XX:TieredStopAtLevel=1", "-cp", folder.toString(), PACKAGE + program);
    }

    /// Follows a deal, as the judge of `clients/conformance` has it do.
    ///
    /// @param folder what was compiled
    /// @param form `blocking` or `publisher`
    /// @param request in the judge's words
    public static JavaClient follow(Path folder, String form, Map<String, Object> request) {
        List<String> command = new ArrayList<>(command(folder, "Adapter"));
        command.add(form);
        command.add(JSON.valueToTree(Map.of("follow", request)).toString());
        return new JavaClient(Program.start(command));
    }

    /// The events that it handed out, in order: `id`, `type`, `data`.
    public List<JsonNode> events() {
        return lines().stream()
                .filter(line -> line.has("event"))
                .map(line -> line.get("event"))
                .toList();
    }

    /// All that it told, in order: what stands first in each line.
    public List<String> told() {
        return lines().stream()
                .map(line -> line.fieldNames().next())
                .filter(what -> !what.equals("error"))
                .toList();
    }

    /// How it ended; empty while it has not.
    public String end() {
        return lines().stream()
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

    private List<JsonNode> lines() {
        String text = program.text();
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(JavaClient::parse)
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
