package io.dealstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What comments and documents refer to is there: pages, their headings, files. A comment names a page of `docs/api` as
/// in `kafka.md, "API keys"`, any other by its path.
class ReferencesTest {

    private static final Path ROOT = Path.of("").toAbsolutePath();

    private static final Pattern REFERENCE = Pattern.compile("([A-Za-z][\\w/-]*\\.md)\\b(?:, \"([^\"]+)\")?");
    private static final Pattern COMMENT = Pattern.compile("^\\s*///?\\s?");
    private static final Pattern HEADING = Pattern.compile("#{1,6} (.+)");
    private static final Pattern LINK =
            Pattern.compile("\\]\\(([^()\\s]+)\\)|\\b(?:href|src|srcset)=\"([^\"]+)\"|^\\[[^\\]]+\\]: (\\S+)");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z+.-]*:.*");

    @Test
    void commentsReferToPagesAndHeadingsThatAreThere() throws IOException {
        List<Path> sources = files(Path.of("src"), ".java");
        List<String> broken = new ArrayList<>();
        int references = 0;
        for (Path source : sources) {
            for (MatchResult match :
                    REFERENCE.matcher(comments(source)).results().toList()) {
                references++;
                Path page = page(match.group(1));
                if (!Files.exists(page)
                        || (match.group(2) != null && !headings(page).contains(match.group(2)))) {
                    broken.add(ROOT.relativize(source) + ": " + match.group());
                }
            }
        }

        assertThat(broken).isEmpty();
        assertThat(references).isGreaterThan(30);
    }

    @Test
    void linksInDocumentsLeadSomewhere() throws IOException {
        List<Path> documents = new ArrayList<>(files(Path.of("docs"), ".md"));
        List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md").forEach(name -> documents.add(ROOT.resolve(name)));
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path document : documents) {
            for (String target : links(document)) {
                links++;
                if (!leadsSomewhere(document, target)) {
                    broken.add(ROOT.relativize(document) + ": " + target);
                }
            }
        }

        assertThat(broken).isEmpty();
        assertThat(links).isGreaterThan(60);
    }

    private static boolean leadsSomewhere(Path document, String target) {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty()
                ? document
                : document.resolveSibling(parts[0]).normalize();
        if (!file.startsWith(ROOT) || !Files.exists(file)) {
            return false;
        }
        return parts.length == 1
                || headings(file).stream().map(ReferencesTest::anchor).anyMatch(parts[1]::equals);
    }

    /// As the usual viewers name the place of a heading.
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static Path page(String name) {
        Path ofTheApi = ROOT.resolve("docs/api").resolve(name);
        return Files.exists(ofTheApi) ? ofTheApi : ROOT.resolve(name);
    }

    private static List<String> headings(Path page) {
        return prose(page).stream()
                .map(HEADING::matcher)
                .filter(heading -> heading.matches())
                .map(heading -> heading.group(1).strip())
                .toList();
    }

    private static List<String> links(Path document) {
        return prose(document).stream()
                .flatMap(line -> LINK.matcher(line).results())
                .map(match -> Stream.of(match.group(1), match.group(2), match.group(3))
                        .filter(target -> target != null)
                        .findFirst()
                        .orElseThrow())
                .filter(target -> !ELSEWHERE.matcher(target).matches())
                .toList();
    }

    /// The lines of a document that are no code.
    private static List<String> prose(Path document) {
        List<String> lines = new ArrayList<>();
        boolean code = false;
        for (String line : text(document).lines().toList()) {
            boolean fence = line.strip().startsWith("```");
            if (!code && !fence) {
                lines.add(line);
            }
            code ^= fence;
        }
        return lines;
    }

    /// All lines of comments as one, since references are broken like any other text.
    private static String comments(Path source) {
        return text(source)
                .lines()
                .filter(line -> COMMENT.matcher(line).find())
                .map(line -> COMMENT.matcher(line).replaceFirst(""))
                .collect(Collectors.joining(" "));
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
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
