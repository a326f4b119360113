package io.dealstream.client;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Why the service, or the way to it, does not give what was asked for. Thrown where nothing more will come, else
/// handed to `onError` before the next try.
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    /// Another try with the same request gets another answer, although these are the client's errors by their number.
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    /// The code where there was not even the head of an answer.
    static final String UNREACHED = "unreached";

    private final int status;
    private final String code;
    private final transient Duration retryAfter;

    /// For a function that gives keys or tickets, which says by the status whether it is worth another try.
    ///
    /// @param status as of HTTP; 0 where there was none
    /// @param code in a word, for programs
    public Refusal(String message, int status, String code) {
        this(message, status, code, null);
    }

    Refusal(String message, int status, String code, Duration retryAfter) {
        super(message);
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    Refusal(String message, String code, Throwable cause) {
        super(cause.getMessage() == null ? message : message + ": " + cause.getMessage(), cause);
        this.status = 0;
        this.code = code;
        this.retryAfter = null;
    }

    /// What an answer that is not 2xx says, in whichever of the dialects' shapes.
    static Refusal of(int status, Optional<String> retryAfter, String body) {
        Map<String, Object> said;
        try {
            said = Json.readObject(body);
        } catch (Json.JsonException e) {
            said = Map.of();
        }
        return new Refusal(
                first(said, "HTTP " + status, "detail", "error_message", "error", "title"),
                status,
                first(said, "http-" + status, "code", "error_code", "type"),
                retryAfter
                        .filter(text -> text.matches("[0-9]{1,9}"))
                        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                        .orElse(null));
    }

    private static String first(Map<String, Object> said, String otherwise, String... names) {
        for (String name : names) {
            if (said.get(name) instanceof String text && !text.isEmpty()) {
                return text;
            }
        }
        return otherwise;
    }

    /// Of HTTP; 0 where there was none.
    public int status() {
        return status;
    }

    /// The service's code (`INVALID_API_KEY`, ...), or `unreached`, `network`, `silent`, `stream`, `redirect`,
    /// `ticket`, or why a stream was closed.
    public String code() {
        return code;
    }

    /// What the service asked to wait.
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /// Whether another try is pointless.
    public boolean isFinal() {
        return status >= 400 && status < 500 && !PASSING.contains(status);
    }
}
