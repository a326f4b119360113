import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A portal's back end: gives a signed-in borrower's browser tickets for streams of that borrower's own deals.
 *
 * DEALSTREAM_KEY=sk_... java Portal.java
 */
public class Portal {

    static final String DEALSTREAM = System.getenv().getOrDefault("DEALSTREAM_URL", "https://events.example");
    static final String KEY = System.getenv("DEALSTREAM_KEY");
    static final int PORT = Integer.parseInt(System.getenv().getOrDefault("PORT", "8090"));
    static final Path PAGES = Path.of(System.getenv().getOrDefault("PAGES", "."));
    static final int LONGEST_BODY = 65_536;

    static final HttpClient HTTP = HttpClient.newHttpClient();

    record Borrower(String user, Set<Long> deals) {}

    record Answer(int status, String type, String body) {
        static Answer json(int status, String body) {
            return new Answer(status, "application/json", body);
        }
    }

    // Your sessions and your database: who is signed in, and which deals are theirs.
    static final Map<String, Borrower> SESSIONS = Map.of(
            "session-of-ann", new Borrower("u-1881", Set.of(42L, 44L)),
            "session-of-bob", new Borrower("u-1882", Set.of(43L)));

    static final Pattern SESSION = Pattern.compile("(?:^|; )session=([\\w-]+)");

    // Your JSON library reads more than these two members.
    static final Pattern DEALS = Pattern.compile("(?s)\\{.*\"deals\"\\s*:\\s*\\[\\s*(\\d{1,18}(?:\\s*,\\s*\\d{1,18})*)\\s*].*}");
    static final Pattern TICKET = Pattern.compile("\"ticket\"\\s*:\\s*\"([A-Za-z0-9_.-]+)\"");

    static Answer ticket(HttpExchange exchange) throws IOException, InterruptedException {
        Borrower borrower = signedIn(exchange);
        if (borrower == null) {
            return Answer.json(401, "{\"error\":\"Nobody is signed in\"}");
        }
        String body = new String(exchange.getRequestBody().readNBytes(LONGEST_BODY), StandardCharsets.UTF_8).strip();
        if (!body.startsWith("{") || !body.endsWith("}")) {
            return Answer.json(400, "{\"error\":\"Not an object in JSON\"}");
        }
        // What the browser asks for is a wish: these rights are made of what this side knows.
        Matcher asked = DEALS.matcher(body);
        List<Long> deals = asked.matches()
                ? Pattern.compile("\\s*,\\s*").splitAsStream(asked.group(1)).map(Long::valueOf).toList()
                : List.of();
        if (deals.isEmpty() || !borrower.deals().containsAll(deals)) {
            return Answer.json(403, "{\"error\":\"Not a deal of yours\"}");
        }
        String rights = "{\"deals\":[%s],\"view\":\"borrower\",\"user\":\"%s\"}".formatted(
                deals.stream().map(String::valueOf).collect(Collectors.joining(",")), borrower.user());
        HttpRequest request = HttpRequest.newBuilder(URI.create(DEALSTREAM + "/v1/stream-tickets"))
                .header("Content-Type", "application/json")
                .header("X-API-Key", KEY)
                .timeout(Duration.ofSeconds(5))
                .POST(BodyPublishers.ofString("{\"rights\":" + rights + ",\"expires_in\":30}"))
                .build();
        HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
        Matcher ticket = TICKET.matcher(answer.body());
        if (answer.statusCode() != 200 || !ticket.find()) {
            // 401, 403 or 422 here is this back end's own fault, never the borrower's
            System.err.println("Dealstream gives no ticket: " + answer.statusCode());
            return Answer.json(503, "{\"error\":\"Not now\"}");
        }
        return Answer.json(200, "{\"ticket\":\"" + ticket.group(1) + "\"}");
    }

    static Borrower signedIn(HttpExchange exchange) {
        String cookies = exchange.getRequestHeaders().getFirst("Cookie");
        Matcher session = SESSION.matcher(cookies == null ? "" : cookies);
        return session.find() ? SESSIONS.get(session.group(1)) : null;
    }

    static Answer page(String name) throws IOException {
        String text = Files.readString(PAGES.resolve(name));
        return new Answer(200, "text/html; charset=utf-8", text.replace("https://events.example", DEALSTREAM));
    }

    static Answer answer(HttpExchange exchange) throws IOException, InterruptedException {
        String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        switch (asked) {
            case "POST /stream-ticket":
                return ticket(exchange);
            case "GET /deal.html":
            case "GET /bare.html":
                return page(asked.substring("GET /".length()));
            default:
                return Answer.json(404, "{\"error\":\"No such page\"}");
        }
    }

    static void respond(HttpExchange exchange) throws IOException {
        Answer answer;
        try {
            answer = answer(exchange);
        } catch (IOException | InterruptedException failure) {
            System.err.println(failure);
            answer = Answer.json(503, "{\"error\":\"Not now\"}");
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        try (exchange) {
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    public static void main(String[] args) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", PORT), 0);
        server.createContext("/", Portal::respond);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        System.out.println("http://127.0.0.1:" + PORT + "/deal.html?deal=42");
    }
}
