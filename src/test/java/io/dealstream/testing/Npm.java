package io.dealstream.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Installs exactly the packages of a folder's `package-lock.json`, at the first use.
final class Npm {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private Npm() {}

    static synchronized void install(Path folder) {
        // written last, so its absence tells of an installation that was cut short too
        if (!Files.exists(folder.resolve("node_modules/.package-lock.json"))) {
            // In the folder rather than with --prefix, which would hide the machine's own npmrc.
            String install = "cd \"$0\" && exec npm ci --ignore-scripts --no-audit --no-fund";
            Program.run(LIMIT, List.of(Program.find("sh"), "-c", install, folder.toString()));
        }
    }
}
