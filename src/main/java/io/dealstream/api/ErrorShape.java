package io.dealstream.api;

import io.dealstream.sse.Frame;
import jakarta.ws.rs.core.Response;

/// How one dialect words a refusal. There is one bean for each dialect.
public interface ErrorShape {

    /// Whether requests below this path are answered in this shape.
    boolean speaksFor(String path);

    /// The type of the stream in which a refusal is told to who survives no other answer, see [#inStream].
    default String streamType() {
        return "text/event-stream";
    }

    /// The stream itself.
    ///
    /// @param reason the refusal's kind, for example `limited`
    /// @param retryMillis when it is worth another try
    default Frame inStream(String reason, long retryMillis) {
        return Frame.of(Frame.retry(retryMillis), Frame.event(null, "error", "{\"reason\":\"" + reason + "\"}"));
    }

    /// The answer, with `Retry-After` where the refusal names a time. `WWW-Authenticate` is added to any 401.
    Response render(Refusal refusal, Exchange exchange);
}
