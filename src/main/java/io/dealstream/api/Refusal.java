package io.dealstream.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a request is not served. Thrown by whoever finds out; each dialect has its own words for it, see [ErrorShape].
/// Decided before a stream exists: once bytes flow, an end has a reason instead.
public final class Refusal extends RuntimeException {

    /// The closed list of refusals.
    public enum Kind {
        NO_CREDENTIAL(401),
        KEY_INVALID(401),
        KEY_EXPIRED(401),
        TOKEN_INVALID(401),
        FORBIDDEN(403),
        NOT_FOUND(404),
        METHOD_NOT_ALLOWED(405),
        NOT_ACCEPTABLE(406),
        MALFORMED(400),
        BODY_TOO_LARGE(413),
        TARGET_TOO_LONG(414),
        INVALID(422),
        LIMITED(429),
        HEADERS_TOO_LARGE(431),
        FAILED(500),
        NOT_READY(503);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        /// The HTTP status that most dialects give it.
        public int status() {
            return status;
        }
    }

    /// A parameter that is wrong.
    ///
    /// @param field its name
    /// @param message what is wrong with it, without its value
    @RegisterForReflection
    public record Problem(String field, String message) {}

    private final Kind kind;
    private final String detail;
    private final List<Problem> problems;
    private final @Nullable Duration retryAfter;

    private Refusal(Kind kind, String detail, List<Problem> problems, @Nullable Duration retryAfter) {
        super(kind + ": " + detail, null, false, false);
        this.kind = kind;
        this.detail = detail;
        this.problems = problems;
        this.retryAfter = retryAfter;
    }

    /// A refusal for good.
    ///
    /// @param detail one sentence for people; holds nothing secret
    public static Refusal of(Kind kind, String detail) {
        return new Refusal(kind, detail, List.of(), null);
    }

    /// A parameter is wrong.
    public static Refusal invalid(String field, String message) {
        return new Refusal(Kind.INVALID, "Request validation failed", List.of(new Problem(field, message)), null);
    }

    /// Not now, but later.
    public static Refusal later(Kind kind, String detail, Duration retryAfter) {
        return new Refusal(kind, detail, List.of(), retryAfter);
    }

    public Kind kind() {
        return kind;
    }

    /// One sentence for people.
    public String detail() {
        return detail;
    }

    /// The parameters that are wrong; empty for other kinds.
    public List<Problem> problems() {
        return problems;
    }

    /// When it is worth another try; null where it is not.
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
