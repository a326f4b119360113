package io.dealstream.testing;

import io.dealstream.testing.MisbehavingProxy.Deed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;

/// One connection through a [MisbehavingProxy]: two sockets, a thread for each direction, and the kind of its
/// end.
final class ProxiedConnection {

    private final MisbehavingProxy proxy;
    private final Socket client;
    private final Socket target;
    private final Mischief mischief;
    private final Random random;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private long fateAt;
    private boolean stream;

    ProxiedConnection(MisbehavingProxy proxy, Socket client, Socket target, Mischief mischief, Random random) {
        this.proxy = proxy;
        this.client = client;
        this.target = target;
        this.mischief = mischief;
        this.random = random;
        drawFate();
    }

    /// Forwards until one side or fate ends it.
    void run() {
        try {
            client.setTcpNoDelay(true);
            target.setTcpNoDelay(true);
            Thread requests = Thread.ofVirtual().start(this::forwardRequests);
            forwardResponses();
            requests.join();
        } catch (IOException e) {
            // One of the sides is gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    /// Ends both sides at once. The client sees it in the middle of whatever it was being told.
    void cut() {
        proxy.did(Deed.CUT);
        if (random.nextBoolean()) {
            reset(client);
        }
        close();
    }

    void close() {
        close(client);
        close(target);
        proxy.ended(this);
    }

    /// Sends what was kept back, unless it is still to be.
    synchronized void handOut() {
        if (!proxy.isHolding(stream)) {
            try {
                held.writeTo(client.getOutputStream());
                held.reset();
            } catch (IOException e) {
                close();
            }
        }
    }

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Closed is closed.
        }
    }

    /// Closes with an RST, which also discards what the peer has not read yet.
    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already.
        }
        close(socket);
    }

    private void forwardRequests() {
        byte[] buffer = new byte[8 * 1024];
        try {
            InputStream in = client.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                target.getOutputStream().write(buffer, 0, read);
            }
            target.shutdownOutput();
        } catch (IOException e) {
            close();
        }
    }

    private void forwardResponses() throws IOException {
        byte[] buffer = new byte[16 * 1024];
        while (true) {
            int length = readUntilFate(buffer);
            proxy.awaitFlow(this);
            if (length < 0) {
                break;
            }
            if (System.nanoTime() < fateAt) {
                proxy.pause(this, mischief.delay(random));
                send(buffer, length);
            } else if (!meetsFate(buffer, length)) {
                return;
            }
        }
        synchronized (this) {
            held.writeTo(client.getOutputStream());
        }
        client.shutdownOutput();
    }

    /// Answers how many bytes came; 0 if fate was first, -1 at the end.
    private int readUntilFate(byte[] buffer) throws IOException {
        long left = Math.max(1, (fateAt - System.nanoTime()) / 1_000_000);
        target.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
        try {
            return target.getInputStream().read(buffer);
        } catch (SocketTimeoutException e) {
            return 0;
        }
    }

    private synchronized void send(byte[] buffer, int length) throws IOException {
        int head = stream ? 0 : headOfStream(buffer, length);
        if (proxy.isHolding(stream)) {
            boolean everything = proxy.isHolding(false);
            int at = everything ? 0 : head;
            client.getOutputStream().write(buffer, 0, at);
            held.write(buffer, at, length - at);
        } else {
            client.getOutputStream().write(buffer, 0, length);
        }
    }

    /// Notices that an answer is an event stream, which is then the last on its connection.
    ///
    /// @return the length of its head; 0 where it is none
    private int headOfStream(byte[] buffer, int length) {
        String text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        stream = text.startsWith("HTTP/1.1 200")
                && end > 0
                && text.substring(0, end).toLowerCase(Locale.ROOT).contains("content-type: text/event-stream");
        return stream ? end + 4 : 0;
    }

    /// Answers whether the connection goes on.
    private boolean meetsFate(byte[] buffer, int length) throws IOException {
        return switch (mischief.fate(random)) {
            case CUT -> {
                send(buffer, random.nextInt(length + 1));
                cut();
                yield false;
            }
            case STALL -> {
                proxy.did(Deed.STALL);
                proxy.pause(this, mischief.stall(random));
                send(buffer, length);
                drawFate();
                yield true;
            }
            case HALF_CLOSE -> {
                proxy.did(Deed.HALF_CLOSE);
                yield halfClose(buffer, length);
            }
        };
    }

    private boolean halfClose(byte[] buffer, int length) throws IOException {
        if (random.nextBoolean()) {
            send(buffer, length);
            target.shutdownOutput();
            drawFate();
            return true;
        }
        send(buffer, random.nextInt(length + 1));
        client.shutdownOutput();
        // The server goes on talking to nobody, until its buffers are full.
        proxy.pause(this, mischief.maxStall());
        close();
        return false;
    }

    private void drawFate() {
        Duration life = mischief.life(random);
        fateAt = System.nanoTime() + life.toNanos();
    }
}
