package io.dealstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Answer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The console's files: all there, none from elsewhere, and guarded.
@QuarkusTest
@TestProfile(ShortTimes.class)
class ConsoleFilesTest extends ServiceTest {

    /// How one file names another: in HTML, in a module, in a style sheet.
    private static final Pattern REFERENCE =
            Pattern.compile("(?:(?:href|src)=|from |import |import\\(|url\\()[\"']([^\"'#$]+)[\"']");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html",
            "js", "text/javascript",
            "css", "text/css",
            "svg", "image/svg+xml",
            "woff2", "font/woff2");

    @Test
    void areAllServedByTheServiceItself() {
        Map<String, Answer> files = crawl();

        assertThat(files)
                .containsKeys(
                        "/console/app.js",
                        "/console/board/model.js",
                        "/console/fonts/inter-latin.woff2",
                        "/client/dealstream.js")
                .hasSizeGreaterThan(30);
        assertThat(files).allSatisfy((path, answer) -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type").orElse("none")).startsWith(TYPES.get(extension(path)));
        });
    }

    @Test
    void forbidEverythingThatTheyDoNotNeed() {
        assertThat(crawl().entrySet())
                .filteredOn(file -> !file.getKey().startsWith("/_static/"))
                .allSatisfy(file -> {
                    Answer answer = file.getValue();
                    assertThat(answer.header("Content-Security-Policy").orElse(""))
                            .contains(
                                    "default-src 'none'",
                                    "script-src 'self'",
                                    "style-src 'self'",
                                    "frame-ancestors 'none'",
                                    "base-uri 'none'",
                                    "require-trusted-types-for 'script'")
                            .doesNotContain("unsafe", "*", "data:");
                    assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
                    assertThat(answer.header("Referrer-Policy")).contains("no-referrer");
                    assertThat(answer.header("Cache-Control")).contains("no-cache");
                });
    }

    @Test
    void haveNothingInThePageThatThePolicyWouldStop() {
        assertThat(service.get("/").body())
                .doesNotContainPattern("<script(?![^>]*src=)")
                .doesNotContain("<style", " style=", " onclick=", " onload=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/console/nothing.js", "/client/nothing.js", "/v1/nothing"})
    void leaveWhatIsNotThereToTheApi(String path) {
        Answer answer = service.get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type").orElse("")).startsWith("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/events/org/poll", "/v1/nothing", "/q/health/live", "/api/v1/events", "/openapi"})
    void keepTheirHeadersToThemselves(String path) {
        assertThat(org.get(path).header("Content-Security-Policy")).isEmpty();
    }

    /// The page and all that it loads, what that loads, and so on.
    private Map<String, Answer> crawl() {
        Map<String, Answer> found = new LinkedHashMap<>();
        Deque<URI> next = new ArrayDeque<>();
        next.add(service.uri("/index.html"));
        while (!next.isEmpty()) {
            URI uri = next.remove();
            if (!found.containsKey(uri.getPath())) {
                Answer answer = service.get(uri.getPath());
                found.put(uri.getPath(), answer);
                REFERENCE
                        .matcher(extension(uri.getPath()).equals("woff2") ? "" : answer.body())
                        .results()
                        .map((MatchResult reference) -> uri.resolve(reference.group(1)))
                        .forEach(reference -> {
                            assertThat(reference.getAuthority())
                                    .as(uri.getPath())
                                    .isEqualTo(uri.getAuthority());
                            next.add(reference);
                        });
            }
        }
        return found;
    }

    private static String extension(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
