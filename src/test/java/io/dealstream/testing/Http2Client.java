package io.dealstream.testing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PfxOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A client that sends all its requests over one connection, as a browser does: HTTP/2 over TLS or in clear text, or
/// HTTP/1.1 over TLS with a connection for each.
public final class Http2Client implements AutoCloseable {

    private static final int CONNECTION_WINDOW = 16 << 20;
    private static final int LIMIT_SECONDS = 20;

    private final Vertx vertx = Vertx.vertx();
    private final List<HttpConnection> connections = new CopyOnWriteArrayList<>();
    private final HttpClient http;

    private Http2Client(HttpClientOptions options) {
        this.http = vertx.httpClientBuilder()
                .with(options)
                .withConnectHandler(connections::add)
                .build();
    }

    /// HTTP/2 over TLS.
    public static Http2Client overTls(int port, Certificates certificates) {
        return new Http2Client(secure(options(port).setProtocolVersion(HttpVersion.HTTP_2), certificates));
    }

    /// HTTP/2 in clear text, from the first byte.
    public static Http2Client inClearText(int port) {
        return new Http2Client(
                options(port).setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
    }

    /// HTTP/1.1 over TLS.
    public static Http2Client http1OverTls(int port, Certificates certificates) {
        return new Http2Client(secure(options(port).setProtocolVersion(HttpVersion.HTTP_1_1), certificates));
    }

    private static HttpClientOptions options(int port) {
        return new HttpClientOptions()
                .setDefaultHost(Loopback.HOST)
                .setDefaultPort(port)
                .setHttp2MaxPoolSize(1)
                .setHttp2ConnectionWindowSize(CONNECTION_WINDOW)
                .setInitialSettings(new Http2Settings().setInitialWindowSize(1 << 16));
    }

    private static HttpClientOptions secure(HttpClientOptions options, Certificates certificates) {
        return options.setSsl(true)
                .setUseAlpn(true)
                .setTrustOptions(
                        new PfxOptions().setPath(certificates.clientTrust()).setPassword(Certificates.PASSWORD));
    }

    /// Opens a stream and waits for its head.
    ///
    /// @param headers names and values in turn
    public Stream open(String path, String... headers) {
        return waitFor(http.request(HttpMethod.GET, path).compose(request -> {
            for (int i = 0; i < headers.length; i += 2) {
                request.putHeader(headers[i], headers[i + 1]);
            }
            request.putHeader("Accept", "text/event-stream");
            return request.send().map(response -> new Stream(request, response));
        }));
    }

    /// Reads something that comes to an end.
    public String get(String path, String... headers) {
        return waitFor(http.request(HttpMethod.GET, path).compose(request -> {
            for (int i = 0; i < headers.length; i += 2) {
                request.putHeader(headers[i], headers[i + 1]);
            }
            return request.send().compose(HttpClientResponse::body).map(Buffer::toString);
        }));
    }

    /// How many connections it has made.
    public int connections() {
        return connections.size();
    }

    @Override
    public void close() {
        // the client's own end would wait for the streams'
        connections.forEach(connection -> waitFor(connection.close()));
        waitFor(vertx.close());
    }

    private static <T> T waitFor(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (Exception e) {
            throw new IllegalStateException("the server did not answer", e);
        }
    }

    /// One response.
    public static final class Stream {

        /// How it ended.
        public enum End {
            COMPLETE,
            CUT
        }

        private final HttpClientRequest request;
        private final HttpClientResponse response;
        private final StringBuilder text = new StringBuilder();
        private volatile @Nullable End end;

        private Stream(HttpClientRequest request, HttpClientResponse response) {
            this.request = request;
            this.response = response;
            response.handler(bytes -> add(bytes.toString()));
            response.endHandler(nothing -> end = End.COMPLETE);
            response.exceptionHandler(failure -> end = End.CUT);
        }

        public int status() {
            return response.statusCode();
        }

        public HttpVersion version() {
            return response.version();
        }

        /// The body so far.
        public synchronized String text() {
            return text.toString();
        }

        private synchronized void add(String more) {
            text.append(more);
        }

        public boolean hasEnded() {
            return end != null;
        }

        /// How it ended; null where it has not.
        public @Nullable End end() {
            return end;
        }

        /// Takes no more, and lets the server know by not opening the stream's window again.
        public void pause() {
            response.pause();
        }

        public void resume() {
            response.resume();
        }

        /// Lets the stream go without closing the connection.
        public void cancel() {
            request.reset();
        }
    }
}
