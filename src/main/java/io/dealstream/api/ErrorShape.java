package io.dealstream.api;

import io.dealstream.sse.Frame;
import jakarta.ws.rs.core.Response;

/// The form of one dialect's errors. There is one bean for each dialect.
public interface ErrorShape {

    /// Whether requests to a path are answered in this form.
    ///
    /// @param path the request's path, without the query
    boolean speaksFor(String path);

    /// The content type of a stream that holds a refusal, see [#inStream].
    default String streamType() {
        return "text/event-stream";
    }

    /// The single frame of a stream that holds a refusal. A browser's EventSource stops for ever at any other
    /// answer.
    ///
    /// @param reason the refusal's kind, for example `limited`
    /// @param retryMillis the time until another try makes sense, in ms
    default Frame inStream(String reason, long retryMillis) {
        return Frame.of(Frame.retry(retryMillis), Frame.event(null, "error", "{\"reason\":\"" + reason + "\"}"));
    }

    /// Makes the answer, with `Retry-After` where the refusal names a time. `WWW-Authenticate` is added to any
    /// 401 later.
    Response render(Refusal refusal, Exchange exchange);
}
