package io.dealstream.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// A service that answers what a test says.
final class ScriptedService implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);

    /// Answers a request.
    interface Script {
        void play(Exchange exchange) throws IOException, InterruptedException;
    }

    /// One request and its answer.
    final class Exchange {
        private final HttpExchange http;
        private OutputStream out;

        Exchange(HttpExchange http) {
            this.http = http;
        }

        String address() {
            return http.getRequestURI().toString();
        }

        String header(String name) {
            return http.getRequestHeaders().getFirst(name);
        }

        void answer(int status, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            http.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            http.getResponseBody().write(bytes);
        }

        void stream(String frames) throws IOException {
            if (out == null) {
                http.getResponseHeaders().set("Content-Type", "text/event-stream;charset=UTF-8");
                http.sendResponseHeaders(200, 0);
                out = http.getResponseBody();
            }
            out.write(frames.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        /// Until the test is over, or a write fails because nobody reads any longer.
        ///
        /// @return whether nobody does
        boolean hold() throws InterruptedException {
            while (!over.await(50, TimeUnit.MILLISECONDS)) {
                try {
                    stream(":\n\n");
                } catch (IOException e) {
                    return true;
                }
            }
            return false;
        }
    }

    ScriptedService(Script script) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", http -> {
            Exchange exchange = new Exchange(http);
            requests.add(http.getRequestMethod() + " " + exchange.address());
            try (http) {
                script.play(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// Quick to try again.
    Dealstream.Builder client() {
        return Dealstream.at(url())
                .backoff(Duration.ofMillis(20), Duration.ofMillis(100))
                .onError((refusal, wait) -> {});
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    static String frame(String id, String json) {
        return "id: " + id + "\nevent: deal_updated\ndata: " + json + "\n\n";
    }

    static String completed() {
        return "event: stream.closed\ndata: {\"reason\":\"completed\"}\n\n";
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
