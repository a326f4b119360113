package io.dealstream.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One GET over HTTP/1.1 on a socket of its own, over TLS where the URI says so, and its response as it
/// arrives. It follows no redirects, keeps no cookies, does not decompress, and tolerates no errors.
final class HttpStream implements AutoCloseable {

    private static final int MAX_HEAD = 64 * 1024;

    private final Socket socket;
    private final int status;
    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private final InputStream body;

    private HttpStream(Socket socket, InputStream in) throws IOException {
        this.socket = socket;
        String[] lines = head(in).split("\r\n", -1);
        if (!lines[0].matches("HTTP/1\\.1 [1-5][0-9]{2}( .*)?")) {
            throw new ProtocolException("not a status line: " + lines[0]);
        }
        this.status = Integer.parseInt(lines[0].substring(9, 12));
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon <= 0) {
                throw new ProtocolException("not a header: " + lines[i]);
            }
            headers.computeIfAbsent(lines[i].substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(lines[i].substring(colon + 1).strip());
        }
        this.body = body(in);
    }

    /// Sends the request and waits for the response's head.
    ///
    /// @param receiveBuffer bytes that the system may hold for a reader that does not read; 0 for its default
    /// @param limit for the connection to be made, and again for the head to arrive
    static HttpStream get(URI uri, Map<String, String> headers, int receiveBuffer, Duration limit) throws IOException {
        Socket socket = new Socket();
        try {
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.setTcpNoDelay(true);
            socket.connect(Loopback.address(uri.getPort()), Math.toIntExact(limit.toMillis()));
            socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
            Socket talk = "https".equals(uri.getScheme()) ? Trust.secure(socket) : socket;
            talk.getOutputStream().write(request(uri, headers).getBytes(StandardCharsets.UTF_8));
            HttpStream response = new HttpStream(socket, new BufferedInputStream(talk.getInputStream()));
            socket.setSoTimeout(0);
            return response;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    int status() {
        return status;
    }

    /// The values of a header, all of them, joined with ", ".
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT))).map(values -> String.join(", ", values));
    }

    /// The response's body without its transfer coding. Reading it answers -1 where the response says that it is
    /// complete, and throws where it breaks off.
    InputStream body() {
        return body;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException ignored) {
            // It is of no more use either way.
        }
    }

    private static String request(URI uri, Map<String, String> headers) {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        StringBuilder request = new StringBuilder("GET " + path + query + " HTTP/1.1\r\n");
        request.append("Host: ").append(uri.getRawAuthority()).append("\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        return request.append("\r\n").toString();
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int b = in.read();
            if (b < 0 || head.size() > MAX_HEAD) {
                throw new EOFException("no response but: " + head.toString(StandardCharsets.ISO_8859_1));
            }
            head.write(b);
            matched = b == "\r\n\r\n".charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1).substring(0, head.size() - 4);
    }

    private InputStream body(InputStream in) throws IOException {
        Optional<String> coding = header("transfer-encoding");
        Optional<String> length = header("content-length");
        if (coding.isPresent() && length.isPresent()) {
            throw new ProtocolException("both Transfer-Encoding and Content-Length");
        }
        if (status == 204 || status == 304) {
            return InputStream.nullInputStream();
        }
        if (coding.isPresent()) {
            if (!coding.get().equals("chunked")) {
                throw new ProtocolException("Transfer-Encoding: " + coding.get());
            }
            return new ChunkedBody(in);
        }
        return length.isPresent() ? new SizedBody(in, Long.parseLong(length.get())) : in;
    }
}
