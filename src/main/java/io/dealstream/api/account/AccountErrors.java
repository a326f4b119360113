package io.dealstream.api.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dealstream.api.ErrorShape;
import io.dealstream.api.Exchange;
import io.dealstream.api.Refusal;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The errors of everything below `/api/v1`: problem details (RFC 9457; account.md, "Errors").
@Singleton
final class AccountErrors implements ErrorShape {

    private static final String CONTENT_TYPE = "application/problem+json";

    /// A type of problem.
    ///
    /// @param type the last part of the type's URI
    /// @param title the same for every problem of the type
    private record ProblemType(String type, String title) {}

    /// @param instance the request's path, without the query
    /// @param traceId the request's id in the logs
    /// @param errors the wrong parameters; null where none is
    /// @param retryAfter the seconds until another try makes sense; null where it never does
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Problem(
            String type,
            String title,
            int status,
            String detail,
            String instance,

            @JsonProperty("trace_id") String traceId,

            @Nullable List<Item> errors,

            @JsonProperty("retry_after") @Nullable Long retryAfter) {}

    /// A wrong parameter.
    @RegisterForReflection
    record Item(String field, String code, String message) {}

    static boolean covers(String path) {
        return path.equals("/api/v1") || path.startsWith("/api/v1/");
    }

    @Override
    public boolean speaksFor(String path) {
        return covers(path);
    }

    @Override
    public String streamType() {
        return AccountDialect.CONTENT_TYPE;
    }

    @Override
    public Response render(Refusal refusal, Exchange exchange) {
        ProblemType type = typeOf(refusal.kind());
        int status = refusal.kind().status();
        Long retryAfter =
                refusal.retryAfter() == null ? null : refusal.retryAfter().toSeconds();
        Problem problem = new Problem(
                "/errors/" + type.type(),
                type.title(),
                status,
                refusal.detail(),
                exchange.path(),
                exchange.requestId(),
                errors(refusal),
                retryAfter);
        Response.ResponseBuilder answer =
                Response.status(status).type(CONTENT_TYPE).entity(problem);
        if (retryAfter != null) {
            answer.header(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        return answer.build();
    }

    private static ProblemType typeOf(Refusal.Kind kind) {
        return switch (kind) {
            case NO_CREDENTIAL -> new ProblemType("authentication-required", "Authentication Required");
            case KEY_INVALID, KEY_EXPIRED, TOKEN_INVALID -> new ProblemType("invalid-credential", "Invalid Credential");
            case FORBIDDEN -> new ProblemType("forbidden", "Forbidden");
            case NOT_FOUND -> new ProblemType("not-found", "Not Found");
            case METHOD_NOT_ALLOWED -> new ProblemType("method-not-allowed", "Method Not Allowed");
            case NOT_ACCEPTABLE -> new ProblemType("not-acceptable", "Not Acceptable");
            case MALFORMED -> new ProblemType("malformed-request", "Malformed Request");
            case BODY_TOO_LARGE -> new ProblemType("content-too-large", "Content Too Large");
            case TARGET_TOO_LONG -> new ProblemType("uri-too-long", "URI Too Long");
            case HEADERS_TOO_LARGE -> new ProblemType("header-fields-too-large", "Request Header Fields Too Large");
            case INVALID -> new ProblemType("validation-error", "Validation Failed");
            case LIMITED -> new ProblemType("rate-limit-exceeded", "Rate Limit Exceeded");
            case FAILED -> new ProblemType("internal-server-error", "Internal Server Error");
            case NOT_READY -> new ProblemType("service-unavailable", "Service Unavailable");
        };
    }

    private static @Nullable List<Item> errors(Refusal refusal) {
        if (refusal.kind() != Refusal.Kind.INVALID) {
            return null;
        }
        return refusal.problems().stream()
                .map(problem -> new Item(problem.field(), "invalid", problem.message()))
                .toList();
    }
}
