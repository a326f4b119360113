package io.dealstream.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// An operator's command line program; `.ci/run` says where it comes from.
final class Tool {

    private static final int LIMIT_SECONDS = 60;

    private Tool() {}

    /// Runs it to its end.
    ///
    /// @return what it printed
    /// @throws AssertionError with its complaint, if it fails
    static String run(String... command) {
        Path complaint = null;
        Path output = null;
        try {
            complaint = Files.createTempFile("complaint", ".txt");
            output = Files.createTempFile("output", ".txt");
            Process process = new ProcessBuilder(List.of(command))
                    .redirectError(complaint.toFile())
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command[0] + " does not end");
            }
            String said = Files.readString(output, StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + Files.readString(complaint) + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            delete(complaint);
            delete(output);
        }
    }

    private static void delete(Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
