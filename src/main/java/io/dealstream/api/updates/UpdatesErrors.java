package io.dealstream.api.updates;

import io.dealstream.api.ErrorShape;
import io.dealstream.api.Exchange;
import io.dealstream.api.Refusal;
import io.dealstream.sse.Frame;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/// The errors of `/api/updates`: one sentence each (updates.md, "Errors").
@Singleton
final class UpdatesErrors implements ErrorShape {

    /// @param error one sentence for people
    @RegisterForReflection
    record Body(String error) {}

    @Override
    public boolean speaksFor(String path) {
        return path.equals("/api/updates") || path.startsWith("/api/updates/");
    }

    /// Has no `retry:`, since updates.md has none, but the `opcode` that its clients expect in all data.
    @Override
    public Frame inStream(String reason, long retryMillis) {
        String said = "\"reason\":\"" + reason + "\"";
        return Frame.event(null, "error", "{\"opcode\":\"stream.refused\",\"data\":{" + said + "}," + said + "}");
    }

    @Override
    public Response render(Refusal refusal, Exchange exchange) {
        Response.ResponseBuilder answer = Response.status(status(refusal.kind()))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new Body(refusal.detail()));
        if (refusal.retryAfter() != null) {
            answer.header(HttpHeaders.RETRY_AFTER, refusal.retryAfter().toSeconds());
        }
        return answer.build();
    }

    /// The HTTP status: updates.md demands 400 where other dialects say 406.
    private static int status(Refusal.Kind kind) {
        return kind == Refusal.Kind.NOT_ACCEPTABLE ? Response.Status.BAD_REQUEST.getStatusCode() : kind.status();
    }
}
