package io.dealstream.testing;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// `curl -N`, following a stream over one connection.
public final class Curl implements Follower {

    private final Program program;

    private Curl(Program program) {
        this.program = program;
    }

    /// Asks for a stream.
    public static Curl follow(URI uri, Map<String, String> headers) {
        List<String> command = new ArrayList<>(List.of(Program.find("curl"), "-sS", "-N"));
        headers.forEach((name, value) -> command.addAll(List.of("-H", name + ": " + value)));
        command.add(uri.toString());
        return new Curl(Program.start(command));
    }

    /// What it has printed.
    public String text() {
        return program.text();
    }

    @Override
    public List<Heard> heard() {
        SseFrames frames = new SseFrames();
        byte[] bytes = text().getBytes(StandardCharsets.UTF_8);
        frames.add(bytes, bytes.length, Instant.now());
        List<Heard> heard = new ArrayList<>();
        String lastEventId = "";
        for (SseFrame frame : frames.complete()) {
            lastEventId = Objects.requireNonNullElse(frame.id(), lastEventId);
            if (frame.data() != null) {
                heard.add(new Heard(Objects.requireNonNullElse(frame.event(), "message"), frame.data(), lastEventId));
            }
        }
        return heard;
    }

    @Override
    public boolean isOpen() {
        // Every stream says something at once; curl itself is silent.
        return !hasStopped() && !text().isEmpty();
    }

    @Override
    public boolean hasStopped() {
        return program.hasEnded();
    }

    @Override
    public void close() {
        program.close();
    }
}
