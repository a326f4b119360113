package io.dealstream.testing;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// The application as packaged by the build: for a JVM, or as a native executable.
///
/// @param file the jar or the executable
public record PackagedApplication(Path file, boolean isNative) {

    /// What the build says that it made last.
    private static final Path DESCRIPTION = Path.of("target", "quarkus-artifact.properties");

    /// The one that was built last.
    ///
    /// @throws IllegalStateException if there is none
    public static PackagedApplication built() {
        if (!Files.exists(DESCRIPTION)) {
            throw new IllegalStateException(DESCRIPTION + " is missing: package the application first");
        }
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(DESCRIPTION)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path file = DESCRIPTION.resolveSibling(properties.getProperty("path"));
        return new PackagedApplication(file, "native".equals(properties.getProperty("type")));
    }

    /// Another one: for a JVM where the path is a folder, laid out like `target/quarkus-app`; else a native executable.
    public static PackagedApplication in(Path path) {
        return Files.isDirectory(path)
                ? new PackagedApplication(path.resolve("quarkus-run.jar"), false)
                : new PackagedApplication(path, true);
    }

    /// The command line that starts it.
    ///
    /// @param jvmOptions used where there is a JVM; those that begin with `-Xm`, the heap's bounds, always
    /// @param properties the application's
    public List<String> command(List<String> jvmOptions, Map<String, String> properties) {
        List<String> settings = new ArrayList<>();
        properties.forEach((name, value) -> settings.add("-D" + name + "=" + value));
        List<String> command = new ArrayList<>();
        if (isNative) {
            command.add(file.toString());
            jvmOptions.stream().filter(option -> option.startsWith("-Xm")).forEach(command::add);
            command.addAll(settings);
        } else {
            // the runtime of the image, where the build made one
            command.add(System.getProperty("packaged.java", ChildProcess.java()));
            command.addAll(jvmOptions);
            command.addAll(settings);
            command.addAll(List.of("-jar", file.toString()));
        }
        return command;
    }
}
