package io.dealstream.api;

import jakarta.ws.rs.core.Response;

/// How one dialect words a refusal. There is one bean for each dialect.
public interface ErrorShape {

    /// Whether requests below this path are answered in this shape.
    boolean speaksFor(String path);

    /// The answer, with `Retry-After` where the refusal names a time.
    Response render(Refusal refusal, Exchange exchange);
}
