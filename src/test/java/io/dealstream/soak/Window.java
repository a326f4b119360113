package io.dealstream.soak;

import io.dealstream.chaos.Replica;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Some samples in a row, each value's least and greatest.
final class Window {

    /// Longer than the minute after which the service forgets what it can.
    static final Duration LENGTH = Duration.ofSeconds(70);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Map<String, DoubleSummaryStatistics> values = new TreeMap<>();

    /// Watches a replica for a while, its heap collected now and then where it has a JVM.
    static Window of(Replica replica) throws IOException, InterruptedException {
        Window window = new Window();
        long end = System.nanoTime() + LENGTH.toNanos();
        for (int i = 0; System.nanoTime() < end; i++) {
            if (i % 10 == 5 && !Replica.application().isNative()) {
                collect(replica.pid());
            }
            window.add(Sample.of(replica));
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return window;
    }

    Map<String, DoubleSummaryStatistics> values() {
        return values;
    }

    private void add(Sample sample) {
        sample.values()
                .forEach((name, value) -> values.computeIfAbsent(name, key -> new DoubleSummaryStatistics())
                        .accept(value));
    }

    private static void collect(long pid) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(jcmd, Long.toString(pid), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectErrorStream(true)
                .start();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
