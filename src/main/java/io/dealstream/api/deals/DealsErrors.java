package io.dealstream.api.deals;

import io.dealstream.api.ErrorShape;
import io.dealstream.api.Exchange;
import io.dealstream.api.Refusal;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/// The errors of everything below `/v1` (deals.md, "Errors").
@Singleton
final class DealsErrors implements ErrorShape {

    /// @param detail one sentence for people
    /// @param code for programs
    /// @param errors the parameters that are wrong
    @RegisterForReflection
    record Body(String detail, String code, List<Refusal.Problem> errors) {}

    @Override
    public boolean speaksFor(String path) {
        return path.equals("/v1") || path.startsWith("/v1/");
    }

    @Override
    public Response render(Refusal refusal, Exchange exchange) {
        Response.ResponseBuilder answer = Response.status(refusal.kind().status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new Body(refusal.detail(), code(refusal, exchange.path()), refusal.problems()));
        if (refusal.retryAfter() != null) {
            answer.header(HttpHeaders.RETRY_AFTER, refusal.retryAfter().toSeconds());
        }
        if (refusal.kind() == Refusal.Kind.METHOD_NOT_ALLOWED && exchange.path().equals("/v1/stream-tickets")) {
            answer.header(HttpHeaders.ALLOW, "POST");
        }
        return answer.build();
    }

    private static String code(Refusal refusal, String path) {
        return switch (refusal.kind()) {
            case NO_CREDENTIAL -> "AUTH_REQUIRED";
            case KEY_INVALID, KEY_EXPIRED -> "INVALID_API_KEY";
            case TOKEN_INVALID -> "INVALID_TOKEN";
            case FORBIDDEN -> "FORBIDDEN";
            case NOT_FOUND -> notFound(path);
            case METHOD_NOT_ALLOWED -> "METHOD_NOT_ALLOWED";
            case NOT_ACCEPTABLE -> "NOT_ACCEPTABLE";
            case MALFORMED, BODY_TOO_LARGE, TARGET_TOO_LONG, HEADERS_TOO_LARGE -> "MALFORMED_REQUEST";
            case INVALID -> "VALIDATION_ERROR";
            case LIMITED -> "RATE_LIMITED";
            case FAILED -> "INTERNAL_ERROR";
            case NOT_READY -> "NOT_READY";
        };
    }

    private static String notFound(String path) {
        if (!path.endsWith("/snapshot")) {
            return "NOT_FOUND";
        }
        if (path.startsWith("/v1/events/deals/")) {
            return "DEAL_NOT_FOUND";
        }
        return path.startsWith("/v1/events/batches/") ? "BATCH_NOT_FOUND" : "NOT_FOUND";
    }
}
