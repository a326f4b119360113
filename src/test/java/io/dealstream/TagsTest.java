package io.dealstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `.ci/run` finds the unit tests of a tag by their text, so that one that inherits its tag would not be run.
class TagsTest {

    private static final Pattern PARENT = Pattern.compile("class \\w+ extends (\\w+)");

    @Test
    void noUnitTestInheritsItsTag() throws IOException {
        Map<String, String> sources = sources();

        assertThat(sources.keySet()).contains("TagsTest").hasSizeGreaterThan(200);
        assertThat(sources).allSatisfy((name, source) -> {
            Matcher parent = PARENT.matcher(source);
            if (name.endsWith("Test") && parent.find()) {
                assertThat(sources.getOrDefault(parent.group(1), ""))
                        .as(name + " extends " + parent.group(1))
                        .doesNotContain("@Tag(");
            }
        });
    }

    /// By the simple name of the class.
    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        return sources;
    }
}
