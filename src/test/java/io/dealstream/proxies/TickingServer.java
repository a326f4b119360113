package io.dealstream.proxies;

import io.dealstream.testing.Loopback;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A server of event streams that is not ours, to see what proxies do with what we never send: a stream whose head
/// does not forbid to change it, or one that is silent for minutes.
final class TickingServer implements AutoCloseable {

    /// As long as an event is that some proxies find worth compressing.
    private static final String PIECE = ": " + "tick".repeat(200) + "\n\n";

    private static final String CHUNK = Integer.toHexString(PIECE.length()) + "\r\n" + PIECE + "\r\n";

    private final ServerSocket server;
    private final List<String> head;
    private final Duration between;
    private final CountDownLatch over = new CountDownLatch(1);

    /// @param between how long it is silent between two comments, the first of which comes with the head
    /// @param head what the head says besides what kind of body it has
    TickingServer(Duration between, String... head) {
        this.between = between;
        this.head = List.of(head);
        try {
            this.server = new ServerSocket(0, 64, InetAddress.ofLiteral(Loopback.HOST));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("ticking-server").start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() {
        over.countDown();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String request = in.readLine();
            for (String line = request; line != null && !line.isEmpty(); line = in.readLine()) {
                // headers do not matter
            }
            OutputStream out = socket.getOutputStream();
            if (request == null || request.contains("/health/")) {
                say(out, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                return;
            }
            say(out, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n");
            for (String line : head) {
                say(out, line + "\r\n");
            }
            say(out, "\r\n" + CHUNK);
            while (!over.await(between.toMillis(), TimeUnit.MILLISECONDS)) {
                say(out, CHUNK);
            }
        } catch (IOException gone) {
            // as clients may be
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
