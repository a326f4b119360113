package io.dealstream.console;

import com.microsoft.playwright.Page;
import java.util.List;

/// How long a page's animation frames took, in milliseconds.
///
/// @param frames how many there were
/// @param median half of them were shorter
/// @param p99 one in a hundred was longer
record FrameTimes(int frames, double median, double p99, double longest) {

    /// Begins to measure.
    static final String WATCH = """
            () => {
                window.frameTimes = [];
                let last = performance.now();
                const next = now => {
                    frameTimes.push(now - last);
                    last = now;
                    requestAnimationFrame(next);
                };
                requestAnimationFrame(next);
            }
            """;

    @SuppressWarnings("unchecked")
    static FrameTimes of(Page page) {
        List<Double> times = ((List<Number>) page.evaluate("frameTimes"))
                .stream().map(Number::doubleValue).sorted().toList();
        return new FrameTimes(
                times.size(), times.get(times.size() / 2), times.get(times.size() * 99 / 100), times.getLast());
    }
}
