package io.dealstream.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One request at a time, which can be called off from another thread.
final class Transport {

    private final HttpClient http;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile CompletableFuture<HttpResponse<Chunks>> pending = new CompletableFuture<>();
    private volatile Chunks open = new Chunks();

    Transport(HttpClient http) {
        this.http = http;
    }

    /// Sends it and waits for the head of the answer. What was open before is let go.
    ///
    /// @throws IOException where the service is not reached, or says nothing in time
    HttpResponse<Chunks> send(String method, URI uri, Map<String, String> headers, Duration patience)
            throws IOException, InterruptedException {
        release();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody());
        if (uri.getScheme().equals("http")) {
            request.version(HttpClient.Version.HTTP_1_1); // not every proxy makes sense of an offer to upgrade
        }
        headers.forEach(request::header);
        Chunks body = new Chunks();
        open = body;
        CompletableFuture<HttpResponse<Chunks>> answer = http.sendAsync(request.build(), head -> body);
        pending = answer;
        if (isStopped()) {
            stop();
        }
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            release();
            throw new Chunks.SilentException();
        } catch (ExecutionException e) {
            release();
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (java.util.concurrent.CancellationException e) {
            throw new IOException("closed", e);
        } catch (InterruptedException e) {
            release();
            throw e;
        }
    }

    /// Lets go of the connection, if one is open.
    void release() {
        pending.cancel(true);
        open.close();
    }

    /// Waits, or until it is stopped.
    void sleep(Duration time) throws InterruptedException {
        release();
        stopped.await(Math.max(0, time.toMillis()), TimeUnit.MILLISECONDS);
    }

    /// From any thread: whoever waits does not any longer.
    void stop() {
        stopped.countDown();
        release();
    }

    boolean isStopped() {
        return stopped.getCount() == 0;
    }
}
