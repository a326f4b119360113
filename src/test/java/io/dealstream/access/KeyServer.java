package io.dealstream.access;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/// Where an issuer publishes its keys: an HTTP server that counts, and that can be away, hang or talk nonsense.
final class KeyServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger fetches = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final boolean tls;
    private volatile String body = "";
    private volatile String cacheControl = "no-cache";
    private volatile int status = 200;
    private volatile boolean hangs;

    private KeyServer(HttpServer server, boolean tls) {
        this.server = server;
        this.tls = tls;
        server.createContext("/jwks", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    static KeyServer start() throws IOException {
        return start(0);
    }

    static KeyServer start(int port) throws IOException {
        return new KeyServer(HttpServer.create(loopback(port), 0), false);
    }

    static KeyServer start(SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(loopback(0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new KeyServer(server, true);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private void answer(HttpExchange exchange) throws IOException {
        fetches.incrementAndGet();
        if (hangs) {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Cache-Control", cacheControl);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    String location() {
        return (tls ? "https" : "http") + "://127.0.0.1:" + server.getAddress().getPort() + "/jwks";
    }

    /// How often the keys have been fetched.
    int fetches() {
        return fetches.get();
    }

    /// Publishes these keys and no others.
    KeyServer publish(String... jwks) {
        return answers("{\"keys\":[" + String.join(",", jwks) + "]}");
    }

    KeyServer answers(String text) {
        body = text;
        status = 200;
        hangs = false;
        return this;
    }

    KeyServer fails(int with) {
        status = with;
        return this;
    }

    KeyServer saysForHowLong(String header) {
        cacheControl = header;
        return this;
    }

    /// From now on takes connections and requests, and answers none.
    KeyServer hangs() {
        hangs = true;
        return this;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
