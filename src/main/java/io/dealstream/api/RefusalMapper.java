package io.dealstream.api;

import io.dealstream.api.Refusal.Kind;
import io.dealstream.sse.Frame;
import io.dealstream.tasks.Wordless;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Answers every request that is not served, in the form of the dialect that its path belongs to.
@Singleton
public final class RefusalMapper {

    private static final Logger LOG = Logger.getLogger(RefusalMapper.class);

    private final Instance<ErrorShape> shapes;
    private final StreamListener listener;

    RefusalMapper(@Any Instance<ErrorShape> shapes, StreamListener listener) {
        this.shapes = shapes;
        this.listener = listener;
    }

    /// Answers a refusal of our own.
    @ServerExceptionMapper
    public Response refused(Refusal refusal, @Context RoutingContext context) {
        return render(refusal, new Exchange(context));
    }

    /// Answers a refusal of the framework: an unknown path, a wrong method, an `Accept` that cannot be met.
    @ServerExceptionMapper
    public Response refused(WebApplicationException exception, @Context RoutingContext context) {
        Exchange exchange = new Exchange(context);
        Refusal refusal = refusal(exception.getResponse().getStatus(), exception, exchange);
        Response response = render(refusal, exchange);
        // Most resources can only be read. One that allows more has said so in its answer.
        boolean unsaid = refusal.kind() == Kind.METHOD_NOT_ALLOWED
                && !response.getHeaders().containsKey("Allow");
        return unsaid
                ? Response.fromResponse(response).header("Allow", "GET, HEAD").build()
                : response;
    }

    @ServerExceptionMapper
    public Response failed(Throwable failure, @Context RoutingContext context) {
        Exchange exchange = new Exchange(context);
        // clients that send half a body must not fill the log
        boolean isCutShort =
                failure instanceof IOException && !context.request().isEnded();
        return render(
                isCutShort
                        ? Refusal.of(Kind.MALFORMED, "The request's body did not come to its end")
                        : failed(failure, exchange),
                exchange);
    }

    /// Answers a status that the framework chose.
    Response refused(int status, Throwable failure, Exchange exchange) {
        return render(refusal(status, failure, exchange), exchange);
    }

    private static Refusal refusal(int status, Throwable failure, Exchange exchange) {
        return switch (status) {
            case 400 -> Refusal.of(Kind.MALFORMED, "The request is malformed");
            case 401 -> Refusal.of(Kind.NO_CREDENTIAL, "Authentication is required");
            case 403 -> Refusal.of(Kind.FORBIDDEN, "Not allowed");
            case 404 -> Refusal.of(Kind.NOT_FOUND, "There is nothing at this path");
            case 405 -> Refusal.of(Kind.METHOD_NOT_ALLOWED, "This path does not take this method");
            case 406 -> Refusal.of(Kind.NOT_ACCEPTABLE, "This path does not offer what Accept asks for");
            case 413 -> Refusal.of(Kind.BODY_TOO_LARGE, "The request's body is too large");
            case 414 -> Refusal.of(Kind.TARGET_TOO_LONG, "The request's address is too long");
            case 415, 422 -> Refusal.of(Kind.INVALID, "The request is malformed");
            case 431 -> Refusal.of(Kind.HEADERS_TOO_LARGE, "The request's headers are too large");
            default -> failed(failure, exchange);
        };
    }

    /// Logs an unexpected failure without its message, which may quote the request.
    private static Refusal failed(Throwable failure, Exchange exchange) {
        LOG.errorf(new Wordless(failure), "Request %s failed", exchange.requestId());
        return Refusal.of(Kind.FAILED, "Something went wrong on our side");
    }

    private Response render(Refusal refusal, Exchange exchange) {
        listener.refused(refusal.kind());
        Optional<ErrorShape> responsible = shapes.stream()
                .filter(shape -> shape.speaksFor(exchange.path()))
                .findFirst();
        if (refusal.retryAfter() != null && exchange.isEventSource() && responsible.isPresent()) {
            return inStream(responsible.get(), refusal, refusal.retryAfter());
        }
        Response response = responsible
                .map(shape -> shape.render(refusal, exchange))
                .orElseGet(() -> Response.status(refusal.kind().status())
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .entity(Map.of("error", refusal.detail()))
                        .build());
        return response.getStatus() == Response.Status.UNAUTHORIZED.getStatusCode()
                ? Response.fromResponse(response)
                        .header(HttpHeaders.WWW_AUTHENTICATE, challenge(refusal.kind()))
                        .build()
                : response;
    }

    /// The header `WWW-Authenticate` (RFC 6750, section 3). It names an error only where the request had a
    /// credential.
    private static String challenge(Kind kind) {
        return kind == Kind.NO_CREDENTIAL ? "Bearer" : "Bearer error=\"invalid_token\"";
    }

    /// Makes the stream that tells a browser's EventSource a refusal that may pass: at any status but 200 it
    /// would stop for ever.
    private static Response inStream(ErrorShape shape, Refusal refusal, Duration retryAfter) {
        String reason = refusal.kind().name().toLowerCase(Locale.ROOT);
        Frame frame = shape.inStream(reason, retryAfter.toMillis());
        return Response.ok(new EventStream.Final(shape.streamType(), frame))
                .header(HttpHeaders.CONTENT_TYPE, shape.streamType())
                .build();
    }
}
