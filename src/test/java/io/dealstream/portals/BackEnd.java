package io.dealstream.portals;

import io.dealstream.testing.Answer;
import io.dealstream.testing.ChildProcess;
import io.dealstream.testing.Loopback;
import io.dealstream.testing.Program;
import io.dealstream.testing.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/// A portal's back end of `docs/portals`, in a process of its own.
final class BackEnd implements AutoCloseable {

    static final Path FILES = Path.of("docs/portals");

    /// What back ends are written in.
    enum Language {
        NODE("server.mjs"),
        PYTHON("server.py"),
        JAVA("Portal.java");

        private final String file;
        private final int port = Loopback.freePort();

        Language(String file) {
            this.file = file;
        }

        /// Where its pages come from.
        String origin() {
            return "http://" + Loopback.HOST + ":" + port;
        }

        private String program() {
            return switch (this) {
                case NODE -> Program.find("node");
                case PYTHON -> Program.find("python3");
                case JAVA -> ChildProcess.java();
            };
        }
    }

    private final ChildProcess process;
    private final Service http;

    /// Starts one.
    ///
    /// @param dealstream where the service is, without a slash at the end
    /// @param key what it asks for tickets with
    BackEnd(Language language, String dealstream, String key) {
        this.process = new ChildProcess(
                List.of(language.program(), FILES.resolve(language.file).toString()),
                Map.of(
                        "DEALSTREAM_URL",
                        dealstream,
                        "DEALSTREAM_KEY",
                        key,
                        "PORT",
                        Integer.toString(language.port),
                        "PAGES",
                        FILES.toString()),
                log(language));
        this.http = new Service(language.port);
        process.start();
        Awaitility.await(language.file)
                .atMost(Duration.ofSeconds(30))
                .until(() -> Loopback.isOpen(language.port) || !process.isRunning());
    }

    private static Path log(Language language) {
        try {
            return Files.createDirectories(Path.of("target", "portals")).resolve(language.file + ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Asks for a ticket as a page does.
    ///
    /// @param session the cookie's value; empty: none
    Answer ticket(String session, String body) {
        return session.isEmpty()
                ? http.post("/stream-ticket", body)
                : http.post("/stream-ticket", body, "Cookie", "theme=dark; session=" + session);
    }

    /// Where one of its pages shows a deal.
    String page(String name, long deal) {
        return http.uri("/" + name + "?deal=" + deal).toString();
    }

    @Override
    public void close() {
        process.close();
    }
}
