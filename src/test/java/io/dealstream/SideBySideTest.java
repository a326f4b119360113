package io.dealstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The tests that run side by side are there, and none that shares its application with others is among them: the
/// application would start for each.
class SideBySideTest {

    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern PROFILE = Pattern.compile("@TestProfile\\(([\\w.]+)\\.class\\)");

    @Test
    void eachNamesOneTestThatSharesItsApplicationWithNoOther() throws IOException {
        List<Path> sources = sources();
        List<String> profiles = sources.stream()
                .flatMap(source -> PROFILE.matcher(text(source)).results())
                .map(found -> found.group(1))
                .toList();
        List<String> lines = Files.readAllLines(Path.of("src/test/side-by-side.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();

        assertThat(lines)
                .isSorted()
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(20)
                .allSatisfy(line -> {
                    List<Path> named = matching(line, sources);
                    assertThat(named).hasSize(1);
                    Matcher profile = PROFILE.matcher(text(named.getFirst()));
                    if (profile.find()) {
                        assertThat(profiles).containsOnlyOnce(profile.group(1));
                    }
                });
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.filter(file -> file.toString().endsWith("Test.java")).toList();
        }
    }

    private static List<Path> matching(String pattern, List<Path> sources) {
        var matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        return sources.stream().filter(matcher::matches).toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
