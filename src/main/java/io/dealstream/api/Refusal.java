package io.dealstream.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a request is not served. Each dialect has its own form for it, see [ErrorShape]. A refusal happens
/// before a stream exists. Once bytes flow, a stream ends with an [io.dealstream.hub.EndOfStream] in its place.
public final class Refusal extends RuntimeException {

    /// All kinds of refusals.
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

        /// The HTTP status in most dialects.
        public int status() {
            return status;
        }
    }

    /// A wrong parameter.
    ///
    /// @param field the parameter's name
    /// @param message what is wrong with it, without the value
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

    /// Makes a refusal that a later try does not change.
    ///
    /// @param detail one sentence for people, without secrets
    public static Refusal of(Kind kind, String detail) {
        return new Refusal(kind, detail, List.of(), null);
    }

    /// Makes a refusal of a wrong parameter.
    ///
    /// @param field the parameter's name
    /// @param message what is wrong with it, without the value
    public static Refusal invalid(String field, String message) {
        return new Refusal(Kind.INVALID, "Request validation failed", List.of(new Problem(field, message)), null);
    }

    /// Makes a refusal of a request that may be served later.
    ///
    /// @param detail one sentence for people, without secrets
    /// @param retryAfter the time until another try makes sense
    public static Refusal later(Kind kind, String detail, Duration retryAfter) {
        return new Refusal(kind, detail, List.of(), retryAfter);
    }

    /// The kind of refusal.
    public Kind kind() {
        return kind;
    }

    /// One sentence for people.
    public String detail() {
        return detail;
    }

    /// The wrong parameters; empty for other kinds.
    public List<Problem> problems() {
        return problems;
    }

    /// The time until another try makes sense; null where it never does.
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
