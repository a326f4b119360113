package io.dealstream.api;

import io.quarkus.logging.json.runtime.JsonFormatter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.jboss.logmanager.formatters.PatternFormatter;

/// Listens to what the application logs, down to debug level, whatever reaches the console.
public final class LogCapture implements AutoCloseable {

    /// What would say most if it said too much, below the level of the application's own configuration.
    private static final List<String> TALKATIVE = List.of(
            "io.dealstream",
            "io.quarkus",
            "io.smallrye.jwt",
            "io.vertx",
            "org.jboss.resteasy",
            "org.jose4j",
            "org.apache.kafka.clients.consumer",
            "org.apache.kafka.clients.producer");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Map<Logger, Optional<Level>> changed = new HashMap<>();
    private final Logger root = Logger.getLogger("");
    private final Formatter formatter;
    private final Handler handler = new Handler() {

        @Override
        public void publish(LogRecord record) {
            lines.add(formatter.format(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private LogCapture(Formatter formatter) {
        this.formatter = formatter;
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
        for (String name : TALKATIVE) {
            Logger logger = Logger.getLogger(name);
            changed.put(logger, Optional.ofNullable(logger.getLevel()));
            logger.setLevel(Level.FINE);
        }
    }

    public static LogCapture ofEverything() {
        return new LogCapture(new PatternFormatter("%c %X %s%e"));
    }

    /// The same in the form that production logs in.
    public static LogCapture asJson() {
        return new LogCapture(new JsonFormatter());
    }

    /// What has been logged so far: category, context, message and stack trace, or all of it as JSON.
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /// Waits for a line that holds a text.
    public void awaitLine(String text) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> lines.stream().anyMatch(line -> line.contains(text)));
    }

    @Override
    public void close() {
        root.removeHandler(handler);
        changed.forEach((logger, level) -> logger.setLevel(level.orElse(null)));
    }
}
