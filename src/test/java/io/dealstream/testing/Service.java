package io.dealstream.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/// The running service as its clients see it: plain requests, and streams.
///
/// Headers are given as names and values in turn.
public final class Service {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final HttpClient HTTP = client().build();

    /// Made when it is needed: it wants certificates.
    private static final class OverTls {

        static final HttpClient HTTP = client().sslContext(Trust.context()).build();
    }

    private static final String PLAIN = "http";

    private final String scheme;
    private final int port;

    /// @param port where it listens on 127.0.0.1
    public Service(int port) {
        this(PLAIN, port);
    }

    private Service(String scheme, int port) {
        this.scheme = scheme;
        this.port = port;
    }

    /// The service by way of a proxy on 127.0.0.1.
    ///
    /// @param scheme `http` or `https`
    public static Service behind(String scheme, int port) {
        return new Service(scheme, port);
    }

    /// The service, once it is ready.
    public static Service ready(int port) {
        Service service = new Service(port);
        service.awaitReady(Duration.ofSeconds(60));
        return service;
    }

    /// Waits until it says that it is ready.
    public void awaitReady(Duration limit) {
        Awaitility.await()
                .atMost(limit)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .untilAsserted(() -> {
                    Answer answer = get("/q/health/ready");
                    if (answer.status() != 200) {
                        throw new AssertionError("not ready: " + answer);
                    }
                });
    }

    public URI uri(String path) {
        return URI.create(scheme + "://" + Loopback.HOST + ":" + port + path);
    }

    public int port() {
        return port;
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, headers);
    }

    /// Sends a request without a body and waits for all of the response, but not for ever: it may be a stream.
    public Answer send(String method, String path, String... headers) {
        CompletableFuture<Answer> answer = begin(method, path, headers);
        try {
            return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new UncheckedIOException(new IOException(method + " " + path + " was not answered", e.getCause()));
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new AssertionError(method + " " + path + " was not answered, or is a stream", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The same without waiting.
    public CompletableFuture<Answer> begin(String method, String path, String... headers) {
        HttpClient http = scheme.equals(PLAIN) ? HTTP : OverTls.HTTP;
        return http.sendAsync(request(method, path, headers), BodyHandlers.ofString())
                .thenApply(Answer::of);
    }

    /// Sends a request with a body of JSON and waits for all of the response.
    public Answer post(String path, String json, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json));
        map(headers).forEach(request::header);
        try {
            return Answer.of(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Opens a stream and waits for its head.
    public SseClient stream(String path, String... headers) {
        return SseClient.open(uri(path), map(headers));
    }

    /// Headers as a map.
    public static Map<String, String> map(String... headers) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            map.put(headers[i], headers[i + 1]);
        }
        return map;
    }

    private HttpRequest request(String method, String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(path)).timeout(LIMIT).method(method, BodyPublishers.noBody());
        map(headers).forEach(request::header);
        return request.build();
    }

    private static HttpClient.Builder client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT);
    }
}
