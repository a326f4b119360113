package io.dealstream.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Answers each connection with exactly the bytes that a script writes, right or wrong: for tests of the test
/// clients.
final class ScriptedServer implements AutoCloseable {

    /// What is done with a connection whose request has been read. The connection is closed when it returns.
    interface Script {
        void answer(Connection connection) throws Exception;
    }

    private final ServerSocket server = Loopback.listen();
    private final Script script;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    ScriptedServer(Script script) {
        this.script = script;
        Thread.ofVirtual().name("scripted-server").start(this::accept);
    }

    URI uri() {
        return URI.create("http://" + Loopback.HOST + ":" + port() + "/stream?a=b");
    }

    int port() {
        return server.getLocalPort();
    }

    /// The heads of all requests so far, in order.
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            StringBuilder head = new StringBuilder();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                head.append(line).append('\n');
            }
            int number;
            synchronized (requests) {
                requests.add(head.toString());
                number = requests.size();
            }
            script.answer(new Connection(socket, head.toString(), number));
        } catch (Exception e) {
            // The client saw a broken connection, which is what its test is about.
        }
    }

    /// @param request its head
    /// @param number 1 for the first connection
    record Connection(Socket socket, String request, int number) {

        /// The head of an event stream in chunks.
        static final String STREAM =
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

        Connection send(String text) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return this;
        }

        /// One chunk of a body.
        Connection chunk(String text) throws IOException {
            int length = text.getBytes(StandardCharsets.UTF_8).length;
            return send(Integer.toHexString(length) + "\r\n" + text + "\r\n");
        }

        /// The last chunk.
        void complete() throws IOException {
            send("0\r\n\r\n");
        }

        /// Returns when the client has closed.
        void awaitClose() throws IOException {
            while (socket.getInputStream().read() >= 0) {
                // Whatever it still says is of no interest.
            }
        }
    }
}
