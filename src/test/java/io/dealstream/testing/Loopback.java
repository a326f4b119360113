package io.dealstream.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// The loopback interface, the only network that tests use.
public final class Loopback {

    public static final String HOST = "127.0.0.1";

    private Loopback() {}

    /// A port that was free a moment ago. For servers that cannot choose one themselves, or that must come back on it.
    public static int freePort() {
        try (ServerSocket socket = listen()) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(HOST), port);
    }

    /// Whether somebody listens there.
    public static boolean isOpen(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(address(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// A server socket on a free port.
    static ServerSocket listen() {
        try {
            return new ServerSocket(0, 1024, InetAddress.ofLiteral(HOST));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
