package io.dealstream.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Checks a document with the specifications' own validators from npm (`src/test/specifications/check.mjs`).
public final class SpecificationCheck {

    private static final Path FOLDER = Path.of("src/test/specifications");
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private SpecificationCheck() {}

    /// Judges a document.
    ///
    /// @param kind `openapi` or `asyncapi`
    /// @throws IllegalStateException with what is wrong with it, where something is
    public static void demandValid(String kind, String document) {
        Npm.install(FOLDER);
        try {
            Path file = Files.createTempFile(kind, ".txt");
            try {
                Files.writeString(file, document);
                String script = FOLDER.resolve("check.mjs").toString();
                Program.run(LIMIT, List.of(Program.find("node"), script, kind, file.toString()));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
