package io.dealstream.api.cases;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dealstream.api.ErrorShape;
import io.dealstream.api.Exchange;
import io.dealstream.api.Refusal;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The errors of everything below `/cases` (cases.md, "Errors").
@Singleton
final class CasesErrors implements ErrorShape {

    private static final Pattern PROGRESS = Pattern.compile("/cases/[^/]*/progress/(stream|poll)/?");

    /// @param code the code for programs
    /// @param message one sentence for people
    /// @param details the wrong parameters and what is wrong with them; null where none is
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Body(
            @JsonProperty("error_code") String code,

            @JsonProperty("error_message") String message,

            @JsonProperty("error_details") @Nullable Map<String, String> details) {}

    @Override
    public boolean speaksFor(String path) {
        return path.equals("/cases") || path.startsWith("/cases/");
    }

    @Override
    public Response render(Refusal refusal, Exchange exchange) {
        Response.ResponseBuilder answer = Response.status(refusal.kind().status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new Body(code(refusal, exchange.path()), refusal.detail(), details(refusal)));
        if (refusal.retryAfter() != null) {
            answer.header(HttpHeaders.RETRY_AFTER, refusal.retryAfter().toSeconds());
        }
        return answer.build();
    }

    private static String code(Refusal refusal, String path) {
        return switch (refusal.kind()) {
            case NO_CREDENTIAL, TOKEN_INVALID -> "request.authentication.invalid-token";
            case KEY_INVALID -> "request.authentication.api-key.invalid";
            case KEY_EXPIRED -> "request.authentication.api-key.expired";
            case FORBIDDEN -> "request.forbidden";
            case NOT_FOUND -> PROGRESS.matcher(path).matches() ? "request.cases.case.not-found" : "request.not-found";
            case METHOD_NOT_ALLOWED -> "request.method-not-allowed";
            case NOT_ACCEPTABLE -> "request.not-acceptable";
            case MALFORMED, BODY_TOO_LARGE, TARGET_TOO_LONG, HEADERS_TOO_LARGE -> "request.malformed";
            case INVALID -> "request.invalid";
            case LIMITED -> "request.rate-limit";
            case FAILED -> "request.failed";
            case NOT_READY -> "request.not-ready";
        };
    }

    private static @Nullable Map<String, String> details(Refusal refusal) {
        return refusal.problems().isEmpty()
                ? null
                : refusal.problems().stream()
                        .collect(Collectors.toMap(Refusal.Problem::field, Refusal.Problem::message));
    }
}
