package io.dealstream.testing;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// axe-core, Deque's checks for accessibility, run in a page.
public final class Axe {

    private static final Path FOLDER = Path.of("src/test/js");
    private static final String RUN = """
            () => Promise.allSettled(document.getAnimations()
                    .filter(animation => animation.effect.getComputedTiming().endTime !== Infinity)
                    .map(animation => animation.finished))
                .then(() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}))
                .then(found => found.violations.flatMap(violation =>
                    violation.nodes.map(node => violation.id + ': ' + node.target + ': ' + node.failureSummary)))
            """;

    private Axe() {}

    /// What is wrong with a page once it stands still, each thing with the element and the reason.
    @SuppressWarnings("unchecked")
    public static List<String> faults(Page page) {
        page.evaluate(source());
        return (List<String>) page.evaluate(RUN);
    }

    private static String source() {
        Npm.install(FOLDER);
        try {
            return Files.readString(FOLDER.resolve("node_modules/axe-core/axe.min.js"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
