package io.dealstream.client;

import io.dealstream.client.Endpoint.Parameter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/// Asks the service: shows who asks, follows redirects within the host, and reads answers.
final class Requests {

    /// How long an answer may take beyond what was asked to wait.
    static final Duration PATIENCE = Duration.ofSeconds(15);

    /// Of an answer in JSON, bytes: a poll of 500 events of the largest size is half of it.
    private static final int LARGEST = 256 << 20;

    private static final int LARGEST_REFUSAL = 65_536;
    private static final int REDIRECTS = 5;
    private static final Set<Integer> REDIRECTING = Set.of(301, 302, 303, 307, 308);

    private final Transport transport;
    private final URI base;
    private final Credentials credentials;

    /// @param credentials null where the service asks for none
    Requests(Transport transport, URI base, Credentials credentials) {
        this.transport = transport;
        this.base = base;
        this.credentials = credentials;
    }

    /// Opens a stream, whatever the answer is.
    HttpResponse<Chunks> open(Endpoint endpoint, Map<String, String> headers, Duration patience) {
        return request(endpoint, endpoint.path(), endpoint.query(), "text/event-stream", headers, patience);
    }

    /// The object that answers.
    ///
    /// @throws Refusal where it is not 200 with one
    Map<String, Object> json(Endpoint endpoint, String path, List<Parameter> query, Duration patience) {
        return json(request(endpoint, path, query, "application/json", Map.of(), patience), patience);
    }

    private Map<String, Object> json(HttpResponse<Chunks> answer, Duration patience) {
        if (answer.statusCode() != 200) {
            throw refusal(answer);
        }
        byte[] body = attempt(() -> answer.body().readAll(patience, LARGEST));
        return understood(() -> Json.readObject(new String(body, StandardCharsets.UTF_8)));
    }

    /// What an answer that is not 200 says.
    Refusal refusal(HttpResponse<Chunks> answer) {
        String body;
        try {
            body = new String(attempt(() -> answer.body().readAll(PATIENCE, LARGEST_REFUSAL)), StandardCharsets.UTF_8);
        } catch (Refusal unread) {
            body = "";
        }
        transport.release();
        return Refusal.of(answer.statusCode(), answer.headers().firstValue("Retry-After"), body);
    }

    private HttpResponse<Chunks> request(
            Endpoint endpoint,
            String path,
            List<Parameter> query,
            String accept,
            Map<String, String> headers,
            Duration patience) {
        List<Parameter> parameters = new ArrayList<>(query);
        Map<String, String> sent = new HashMap<>(headers);
        sent.put("Accept", accept);
        sent.put("Accept-Encoding", "identity");
        show(endpoint, path, parameters, sent);
        URI uri = base.resolve(Endpoint.address(path, parameters));
        for (int i = 0; i < REDIRECTS; i++) {
            URI asked = uri;
            HttpResponse<Chunks> answer = reached(() -> transport.send("GET", asked, sent, patience));
            if (!REDIRECTING.contains(answer.statusCode())) {
                return answer;
            }
            URI there = understood(
                    () -> asked.resolve(answer.headers().firstValue("Location").orElse("")));
            if (!origin(there).equals(origin(asked))) {
                // whom the service names is not whom the key was meant for
                throw new Refusal("The service redirects to another host", answer.statusCode(), "redirect");
            }
            uri = there;
        }
        throw new Refusal("The service redirects without end", 0, "redirect");
    }

    private void show(Endpoint endpoint, String path, List<Parameter> query, Map<String, String> headers) {
        if (credentials == null) {
            return;
        }
        String shown = credentials.get(endpoint.rights(path));
        if (credentials.areTickets()) {
            query.add(new Parameter("ticket", shown));
        } else if (endpoint.takesBearer()) {
            headers.put("Authorization", "Bearer " + shown);
        } else if (Credentials.isToken(shown)) {
            // a JWT, which this dialect takes in the URL only
            query.add(new Parameter("ticket", ticket(shown)));
        } else {
            headers.put("X-API-Key", shown);
        }
    }

    private String ticket(String token) {
        Map<String, String> headers = Map.of("Authorization", "Bearer " + token);
        URI uri = base.resolve("v1/stream-tickets");
        Map<String, Object> answer = json(reached(() -> transport.send("POST", uri, headers, PATIENCE)), PATIENCE);
        return understood(() -> (String) answer.get("ticket"));
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    /// Something that talks to the service.
    interface Exchange<T> {
        T perform() throws IOException, InterruptedException;
    }

    private static HttpResponse<Chunks> reached(Exchange<HttpResponse<Chunks>> exchange) {
        return attempt(exchange, Refusal.UNREACHED, "The service was not reached");
    }

    /// Does something with a connection that is open.
    ///
    /// @throws Refusal where it fails
    static <T> T attempt(Exchange<T> exchange) {
        return attempt(exchange, "network", "The connection was lost");
    }

    /// Does it; what fails becomes a refusal that is worth another try.
    ///
    /// @throws CancellationException when interrupted
    private static <T> T attempt(Exchange<T> exchange, String code, String message) {
        try {
            return exchange.perform();
        } catch (Chunks.SilentException e) {
            throw new Refusal("The service says nothing", "silent", e);
        } catch (IOException e) {
            throw new Refusal(message, code, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    /// What is not what it should be is a failure like any other: it may be a proxy's.
    static <T> T understood(Supplier<T> reading) {
        T read;
        try {
            read = reading.get();
        } catch (RuntimeException e) {
            throw new Refusal("Something came that cannot be read", "stream", e);
        }
        if (read == null) {
            throw new Refusal("Something came that is no answer of the service", 0, "stream");
        }
        return read;
    }
}
