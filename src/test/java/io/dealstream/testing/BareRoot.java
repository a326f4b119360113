package io.dealstream.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The files of an image, laid out in a folder, and a run of its entry point there: read-only except `/tmp`,
/// and without a user's name or rights. So a library that is missing in the image is missing here, too. Needs
/// root, or `sudo` without a password.
public final class BareRoot {

    private static final Path SCRIPTS = Path.of("src", "test", "docker");
    private static final Path FOLDER = Path.of("target", "root");
    private static final String ENTRY_POINT = "ENTRYPOINT ";

    private final Path dockerfile;

    private BareRoot(Path dockerfile) {
        this.dockerfile = dockerfile;
    }

    /// Lays out what a Dockerfile says.
    public static BareRoot of(Path dockerfile) {
        Program.run(
                Duration.ofMinutes(2),
                asRoot(List.of(SCRIPTS.resolve("make-root").toString(), dockerfile.toString(), FOLDER.toString())));
        return new BareRoot(dockerfile);
    }

    /// Where a file of this name in the image's `/etc` can be put before it is started.
    public Path etc(String name) {
        return FOLDER.resolve("etc", name);
    }

    /// The command line that runs its entry point.
    public List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(SCRIPTS.resolve("run-root").toString());
        command.add(FOLDER.toString());
        try {
            String line = Files.readAllLines(dockerfile).stream()
                    .filter(candidate -> candidate.startsWith(ENTRY_POINT))
                    .findFirst()
                    .orElseThrow();
            command.addAll(List.of(new ObjectMapper().readValue(line.substring(ENTRY_POINT.length()), String[].class)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(dockerfile + " has no entry point in its exec form", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return asRoot(command);
    }

    private static List<String> asRoot(List<String> command) {
        if ("root".equals(System.getProperty("user.name"))) {
            return command;
        }
        List<String> all = new ArrayList<>(List.of("sudo", "-n", "--preserve-env"));
        all.addAll(command);
        return all;
    }
}
