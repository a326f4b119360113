package io.dealstream.soak;

import io.dealstream.testing.Loopback;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One connection of a visitor.
final class Visit implements AutoCloseable {

    private static final int LITTLE = 4_096;
    private static final int LOOK_MILLIS = 200;

    private final Socket socket = new Socket();

    Visit(int port) throws IOException {
        socket.setReceiveBufferSize(LITTLE);
        socket.connect(Loopback.address(port), 10_000);
        socket.setSoTimeout(LOOK_MILLIS);
    }

    void say(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void ask(String method, String path, String... headers) throws IOException {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        say(request.append("\r\n").toString());
    }

    /// Reads the first piece of what comes within a time.
    ///
    /// @return null where nothing came
    @Nullable
    String hear(Duration limit) throws IOException {
        byte[] bytes = new byte[LITTLE];
        for (long end = System.nanoTime() + limit.toNanos(); System.nanoTime() < end; ) {
            try {
                int count = socket.getInputStream().read(bytes);
                return count < 0 ? null : new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
            } catch (SocketTimeoutException notYet) {
                // it may come yet
            }
        }
        return null;
    }

    /// Reads for a while, or to the end.
    ///
    /// @param piece how many bytes at once
    /// @param pause after each piece
    void read(Duration time, int piece, Duration pause) throws IOException, InterruptedException {
        InputStream in = socket.getInputStream();
        byte[] bytes = new byte[piece];
        for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; ) {
            try {
                if (in.read(bytes) < 0) {
                    return;
                }
            } catch (SocketTimeoutException silent) {
                // so it is
            }
            if (pause.isPositive()) {
                Thread.sleep(pause); // a reader of our own: its slowness is what it is for
            }
        }
    }

    /// The end of it is a reset.
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
