package io.dealstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Runs the tests of `mvnw`, which are a shell script themselves.
class MavenWrapperTest {

    @Test
    void findsOrFetchesWhatItNeedsAndSaysWhatIsMissing() throws IOException, InterruptedException {
        Process tests = new ProcessBuilder("sh", "src/test/sh/mvnw-test.sh")
                .redirectErrorStream(true)
                .start();
        String output = new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(tests.waitFor()).as(output).isZero();
        assertThat(output).contains(" passed, 0 failed");
    }
}
