package io.dealstream.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Answer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The browser client as the service hands it out.
@QuarkusTest
@TestProfile(ShortTimes.class)
class ClientFilesTest extends ServiceTest {

    private static final Path SOURCE = Path.of("clients/js");

    static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(SOURCE, 2)) {
            return all.map(SOURCE::relativize)
                    .filter(file -> file.toString().matches("(lib/)?[a-z-]+\\.js"))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void areTheSourcesThemselvesAsModulesThatBrowsersRun(Path file) {
        Answer answer = service.get("/client/" + file);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(text(file));
        assertThat(answer.header("Content-Type").orElseThrow()).matches("(text|application)/javascript(;.*)?");
    }

    @Test
    void areAskedForEachTimeAndSentOnlyWhenTheyHaveChanged() {
        Answer first = service.get("/client/dealstream.js");
        String tag = first.header("ETag").orElseThrow();

        Answer again = service.get("/client/dealstream.js", "If-None-Match", tag);
        Answer compressedOnTheWay = service.get("/client/dealstream.js", "If-None-Match", "\"x\", W/" + tag);
        Answer changed = service.get("/client/dealstream.js", "If-None-Match", "\"x\"");

        assertThat(first.header("Cache-Control")).contains("no-cache");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.header("ETag")).contains(tag);
        assertThat(again.header("Cache-Control")).contains("no-cache");
        assertThat(compressedOnTheWay.status()).isEqualTo(304);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(service.get("/client/lib/session.js").header("ETag"))
                .isPresent()
                .isNotEqualTo(first.header("ETag"));
    }

    @Test
    void areAllThatIsThere() {
        Answer missing = service.get("/client/elsewhere.js");

        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.body()).isEqualTo(service.get("/elsewhere").body());
        assertThat(service.get("/client/package.json").status()).isEqualTo(404);
        assertThat(service.get("/client/test/session.test.js").status()).isEqualTo(404);
        assertThat(service.get("/client/..%2f..%2fapplication.properties").status())
                .isIn(400, 404);
    }

    private static String text(Path file) {
        try {
            return Files.readString(SOURCE.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
