package io.dealstream.portals;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/portals.md` shows the files that the tests run, word for word, and no other code but command lines.
class PortalsPageTest {

    private static final Path PAGE = Path.of("docs/portals.md");
    private static final Path FILES = Path.of("docs/portals");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```([a-z]+)\n(.*?)^```$");

    @Test
    void thePageShowsEachFileWordForWordAndNothingElse() throws IOException {
        List<String> shown = BLOCK.matcher(Files.readString(PAGE))
                .results()
                .filter(block -> !block.group(1).equals("sh"))
                .map(block -> block.group(2))
                .toList();

        try (Stream<Path> files = Files.list(FILES)) {
            assertThat(shown)
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(PortalsPageTest::text).toList());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
