package io.dealstream.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealstream.tasks.Wordless;
import io.quarkus.security.ForbiddenException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import org.jboss.logging.Logger;

/// Answers requests that fail outside the resources, also in the form of the path's dialect. The framework
/// would answer them in its own form or not at all, and would log their target.
@Singleton
final class RoutingFailures {

    private static final Logger LOG = Logger.getLogger(RoutingFailures.class);

    private final RefusalMapper refusals;
    private final ObjectMapper json;

    RoutingFailures(RefusalMapper refusals, ObjectMapper json) {
        this.refusals = refusals;
        this.json = json;
    }

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::answer);
    }

    private void answer(RoutingContext context) {
        HttpServerResponse response = context.response();
        Throwable failure = context.failure() == null ? new IllegalStateException() : context.failure();
        if (response.headWritten() || response.ended()) {
            cutOff(context, failure);
            return;
        }
        RequestIds.identifyOnce(context);
        Response refusal = refusals.refused(status(context, failure), failure, new Exchange(context));
        response.setStatusCode(refusal.getStatus());
        refusal.getStringHeaders().forEach((name, values) -> response.putHeader(name, values));
        byte[] body = body(refusal.getEntity());
        if (!response.headers().contains(HttpHeaders.CONTENT_TYPE)) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        }
        response.end(Buffer.buffer(body));
    }

    /// Closes the connection after a failure within an answer. Usually the client is gone. An incomplete answer
    /// must not look complete.
    private static void cutOff(RoutingContext context, Throwable failure) {
        LOG.debugf(new Wordless(failure), "An answer was cut off: %s", new Exchange(context).requestId());
        if (!context.response().ended()) {
            context.response().reset();
        }
    }

    private static int status(RoutingContext context, Throwable failure) {
        return switch (failure) {
            case ForbiddenException forbidden -> 403;
            case SecurityException unauthorised -> 401;
            default -> context.statusCode();
        };
    }

    private byte[] body(Object entity) {
        try {
            return switch (entity) {
                case String text -> text.getBytes(StandardCharsets.UTF_8);
                case EventStream.Final(String type, var frame) -> frame.toBytes();
                default -> json.writeValueAsBytes(entity);
            };
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("errors are plain records", e);
        }
    }
}
