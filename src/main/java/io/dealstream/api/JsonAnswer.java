package io.dealstream.api;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/// An answer in JSON, whatever `Accept` says: a client that asks here can read it, and many send an `Accept` that
/// their library made up. So no resource tells the framework what it produces, which would refuse on its own.
public final class JsonAnswer {

    private JsonAnswer() {}

    /// 200 with this body, to be added to.
    public static Response.ResponseBuilder of(Object body) {
        return Response.ok(body, MediaType.APPLICATION_JSON_TYPE);
    }

    /// 200 with this body.
    public static Response plain(Object body) {
        return of(body).build();
    }
}
