package io.dealstream.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A running command line program, with its output.
public final class Program implements AutoCloseable {

    private final Path output;
    private final ChildProcess process;

    private Program(Path output, ChildProcess process) {
        this.output = output;
        this.process = process;
    }

    /// Starts it.
    ///
    /// @param command its path and its arguments
    static Program start(List<String> command) {
        try {
            Path output = Files.createTempFile("output", ".txt");
            ChildProcess process = new ChildProcess(command, Map.of(), output);
            process.start();
            return new Program(output, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs it to its end.
    ///
    /// @throws IllegalStateException with what it printed, if it fails
    static void run(Duration limit, List<String> command) {
        output(limit, command);
    }

    /// Runs it to its end.
    ///
    /// @return all that it printed
    /// @throws IllegalStateException with what it printed, if it fails
    static String output(Duration limit, List<String> command) {
        try (Program program = start(command)) {
            Awaitility.await(command.getFirst()).atMost(limit).until(program::hasEnded);
            if (program.process.exitCode() != 0) {
                throw new IllegalStateException(command.getFirst() + " failed: " + program.text());
            }
            return program.text();
        }
    }

    /// The first of some programs that is installed.
    ///
    /// @throws IllegalStateException if none is
    public static String find(String... names) {
        List<Path> candidates = new ArrayList<>();
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Stream.of(names).map(name -> Path.of(folder, name)).forEach(candidates::add);
        }
        return candidates.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseThrow(() -> new IllegalStateException(String.join(", ", names) + ": not installed"));
    }

    /// All that it has printed, on either output.
    String text() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean hasEnded() {
        return !process.isRunning();
    }

    /// Kills it.
    @Override
    public void close() {
        process.close();
        try {
            Files.deleteIfExists(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
