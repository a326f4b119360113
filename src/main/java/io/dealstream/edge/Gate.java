package io.dealstream.edge;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/// What every HTTP/1 request comes through before the framework has a look at it. The framework answers what it cannot
/// read by itself, without a body, and logs the target as it was sent, credentials and all; so it is given only what
/// it can read. What is to be refused goes in as well, marked by its status and without its query, since it gets the
/// headers, the line in the access log and the form of refusal that every other request gets: see [GateRefusals].
final class Gate implements Handler<HttpServerRequest> {

    private static final int MALFORMED = 400;

    private final Handler<HttpServerRequest> inside;

    /// @param inside who is given all that comes through
    Gate(Handler<HttpServerRequest> inside) {
        this.inside = inside;
    }

    @Override
    public void handle(HttpServerRequest request) {
        Target target = Target.of(request.uri(), request.getHeader(HttpHeaders.HOST));
        int refused = refusal(request, target);
        if (refused > 0) {
            request.response().setStatusCode(refused);
            target = target.refused();
        }
        boolean asItCame = target.isAccepted() && target.text().equals(request.uri());
        inside.handle(asItCame ? request : new AdmittedRequest(request, target));
    }

    /// @return a status, or 0
    private static int refusal(HttpServerRequest request, Target target) {
        DecoderResult read = request.decoderResult();
        if (read != null && read.isFailure()) {
            return switch (read.cause()) {
                case TooLongHttpLineException tooLong -> 414;
                case TooLongHttpHeaderException tooLong -> 431;
                default -> MALFORMED;
            };
        }
        return target.isAccepted() && isHostClear(request) ? 0 : MALFORMED;
    }

    /// Only HTTP/1.0 knows requests without a host.
    private static boolean isHostClear(HttpServerRequest request) {
        return switch (request.headers().getAll(HttpHeaders.HOST).size()) {
            case 0 -> request.version() != HttpVersion.HTTP_1_1;
            case 1 -> Authority.of(request.getHeader(HttpHeaders.HOST)).isPresent();
            default -> false;
        };
    }
}
