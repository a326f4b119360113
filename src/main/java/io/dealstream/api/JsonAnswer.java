package io.dealstream.api;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/// Makes answers in JSON, whatever `Accept` says: the clients can read them, and many send an `Accept` that
/// their library made up. So no resource has `@Produces`, with which the framework would refuse such requests.
public final class JsonAnswer {

    private JsonAnswer() {}

    /// A builder of a 200 with this body.
    public static Response.ResponseBuilder of(Object body) {
        return Response.ok(body, MediaType.APPLICATION_JSON_TYPE);
    }

    /// A 200 with this body.
    public static Response plain(Object body) {
        return of(body).build();
    }
}
