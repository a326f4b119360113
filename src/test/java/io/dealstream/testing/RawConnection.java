package io.dealstream.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/// A connection on which a test sends any bytes, as slowly as it wants.
public final class RawConnection implements AutoCloseable {

    private final Socket socket = new Socket();
    private final StringBuilder heard = new StringBuilder();
    private boolean closed;

    public RawConnection(int port) {
        try {
            socket.connect(Loopback.address(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Says one thing and hears all that is said until the other side closes the connection.
    ///
    /// @throws AssertionError when it does not within ten seconds
    public static String ask(int port, String request) {
        try (RawConnection connection = new RawConnection(port)) {
            if (!connection.say(request).isClosedWithin(Duration.ofSeconds(10))) {
                throw new AssertionError("not closed after: " + connection.heard());
            }
            return connection.heard();
        }
    }

    /// The port at this end.
    public int localPort() {
        return socket.getLocalPort();
    }

    /// Sends text at once. What the other side does not want to hear any more is lost.
    public RawConnection say(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            closed = true;
        }
        return this;
    }

    /// Sends one character of a text after the other, again from its start when it is through, until the other side
    /// closes the connection or the time is over.
    ///
    /// @return whether it was closed
    public boolean drip(String text, Duration pause, Duration limit) {
        Instant end = Instant.now().plus(limit);
        for (int i = 0; !closed && Instant.now().isBefore(end); i++) {
            say(text.substring(i % text.length(), i % text.length() + 1));
            listen(pause);
        }
        return closed;
    }

    /// Listens until the other side closes the connection or the time is over.
    ///
    /// @return whether it was closed
    public boolean isClosedWithin(Duration limit) {
        Instant end = Instant.now().plus(limit);
        while (!closed && Instant.now().isBefore(end)) {
            listen(Duration.ofMillis(100));
        }
        return closed;
    }

    /// Listens until a text has come.
    ///
    /// @throws AssertionError when it has not within ten seconds
    public String hear(String text) {
        Instant end = Instant.now().plusSeconds(10);
        while (heard.indexOf(text) < 0) {
            if (closed || Instant.now().isAfter(end)) {
                throw new AssertionError("not heard: " + text + " in: " + heard);
            }
            listen(Duration.ofMillis(100));
        }
        return heard.toString();
    }

    /// All that was heard so far.
    public String heard() {
        return heard.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen(Duration time) {
        byte[] bytes = new byte[8192];
        try {
            socket.setSoTimeout((int) time.toMillis());
            int count = socket.getInputStream().read(bytes);
            if (count < 0) {
                closed = true;
            } else {
                heard.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketTimeoutException nothingYet) {
            // so it is silent
        } catch (IOException reset) {
            closed = true;
        }
    }
}
