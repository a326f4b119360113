package io.dealstream.proxies;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Where Debian's packages put programs, some of which are not on everybody's `PATH`.
final class Debian {

    private Debian() {}

    /// @throws IllegalStateException if it is not installed
    static String program(String name) {
        return Stream.of("/usr/sbin", "/usr/bin")
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseThrow(() -> new IllegalStateException(name + ": not installed"));
    }
}
