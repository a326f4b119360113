package io.dealstream.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// A program that a test starts, stops, kills, pauses and starts again. It ends with the tests' JVM, and the
/// processes that it started end with it when it is killed.
///
/// Its output goes to a file. Needs a POSIX system (`kill`).
public final class ChildProcess implements AutoCloseable {

    private static final int LAST_WORDS = 4_000;

    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private final Thread atExit = new Thread(this::destroy, "end-child-process");
    private @Nullable Process process;

    /// Describes a program that is not started yet.
    ///
    /// @param environment variables on top of those of the tests' JVM
    /// @param log the file that its output is appended to
    public ChildProcess(List<String> command, Map<String, String> environment, Path log) {
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.log = log;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /// The `java` that runs the tests.
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /// Starts it unless it runs. Returns at once: whoever knows the program knows when it is ready.
    public void start() {
        if (isRunning()) {
            return;
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    /// Asks it to end (SIGTERM) and waits until it has.
    ///
    /// @return its exit code
    public int stop(Duration limit) {
        Process running = known();
        running.destroy();
        return awaitEnd(running, limit);
    }

    /// Ends it on the spot (SIGKILL), as a crash would.
    public void kill() {
        Process running = known();
        destroy();
        awaitEnd(running, Duration.ofSeconds(30));
    }

    /// Freezes it (SIGSTOP): its connections stay open and nothing answers, until [#resume()]. Returns when it stands
    /// still, which takes a while on a busy machine; without `/proc`, as soon as it was told.
    public void pause() {
        signal("STOP");
        Path status = Path.of("/proc", Long.toString(pid()), "stat");
        if (Files.exists(status)) {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> Files.readString(status).contains(") T "));
        }
    }

    /// Lets it go on (SIGCONT).
    public void resume() {
        signal("CONT");
    }

    /// How it ended; asked while it runs, an [IllegalThreadStateException].
    public int exitCode() {
        return known().exitValue();
    }

    public long pid() {
        return known().pid();
    }

    /// The end of what it printed, to explain a failure.
    public String lastWords() {
        try {
            String all = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
            return all.substring(Math.max(0, all.length() - LAST_WORDS));
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    /// Kills it if it runs.
    @Override
    public void close() {
        if (process != null) {
            kill();
        }
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private void destroy() {
        if (process != null) {
            List<ProcessHandle> children = process.descendants().toList();
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private Process known() {
        if (process == null) {
            throw new IllegalStateException("never started");
        }
        return process;
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
            if (awaitEnd(kill, Duration.ofSeconds(10)) != 0) {
                throw new IllegalStateException("kill -" + name + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int awaitEnd(Process ending, Duration limit) {
        try {
            if (!ending.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("did not end within " + limit + ": " + lastWords());
            }
            return ending.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
