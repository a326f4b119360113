package io.dealstream.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @Test
    void keepsWhatTheProgramSays() {
        try (ChildProcess echo = program(Map.of("WHO", "you"), "echo \"hello $WHO\"; exec sleep 60")) {
            echo.start();
            await(() -> echo.lastWords().contains("hello you"));
        }
    }

    @Test
    void letsTheProgramEndInOrder() {
        try (ChildProcess polite = program(Map.of(), "trap 'exit 7' TERM; echo up; while :; do sleep 0.1; done")) {
            polite.start();
            await(() -> polite.lastWords().contains("up"));

            assertThat(polite.stop(LIMIT)).isEqualTo(7);
            assertThat(polite.isRunning()).isFalse();
        }
    }

    @Test
    void killsAProgramThatDoesNotWantToEnd() {
        try (ChildProcess stubborn = program(Map.of(), "trap '' TERM; echo up; while :; do sleep 0.1; done")) {
            stubborn.start();
            await(() -> stubborn.lastWords().contains("up"));

            assertThatThrownBy(() -> stubborn.stop(Duration.ofMillis(300))).hasMessageContaining("did not end");
            stubborn.kill();
            assertThat(stubborn.isRunning()).isFalse();
        }
    }

    @Test
    void freezesAProgramAndLetsItGoOn() throws IOException {
        try (ChildProcess counting = program(Map.of(), "while :; do echo .; sleep 0.02; done")) {
            counting.start();
            await(() -> said() > 6);

            counting.pause();
            long whenPaused = said();
            Awaitility.await().during(Duration.ofMillis(300)).until(() -> said() <= whenPaused + 2);
            counting.resume();
            await(() -> said() > whenPaused + 10);
        }
    }

    @Test
    void startsAgain() {
        try (ChildProcess program = program(Map.of(), "echo once; exec sleep 60")) {
            program.start();
            await(() -> said() == 5);
            program.kill();
            program.start();
            await(() -> said() == 10);
        }
    }

    private ChildProcess program(Map<String, String> environment, String script) {
        return new ChildProcess(List.of("sh", "-c", script), environment, log());
    }

    private Path log() {
        return folder.resolve("log");
    }

    private long said() throws IOException {
        return Files.size(log());
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(LIMIT).until(condition);
    }
}
