package io.dealstream.api.ticker;

import io.dealstream.api.ErrorShape;
import io.dealstream.api.Exchange;
import io.dealstream.api.Refusal;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/// One line of plain text.
@Singleton
final class TickerErrors implements ErrorShape {

    @Override
    public boolean speaksFor(String path) {
        return path.startsWith("/ticker/");
    }

    @Override
    public Response render(Refusal refusal, Exchange exchange) {
        Response.ResponseBuilder answer = Response.status(refusal.kind().status())
                .type(MediaType.TEXT_PLAIN_TYPE)
                .entity(refusal.detail() + "\n");
        if (refusal.retryAfter() != null) {
            answer.header("Retry-After", refusal.retryAfter().toSeconds());
        }
        return answer.build();
    }
}
