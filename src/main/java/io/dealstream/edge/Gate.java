package io.dealstream.edge;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/// Checks every HTTP/1 request before the framework sees it. The framework answers requests that it cannot read
/// by itself, without a body, and logs their target as sent, with its credentials. So it gets only requests
/// that it can read. A request that must be refused goes in as well, without its query and marked with a
/// status, so that it gets the same headers, access log and form of refusal as any other: see [GateRefusals].
final class Gate implements Handler<HttpServerRequest> {

    private static final int MALFORMED = 400;

    private final Handler<HttpServerRequest> inside;

    /// @param inside the handler of all requests
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

    /// @return the status of the refusal, or 0 for none
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

    /// Whether the request has exactly one host. Only HTTP/1.0 allows requests without one.
    private static boolean isHostClear(HttpServerRequest request) {
        return switch (request.headers().getAll(HttpHeaders.HOST).size()) {
            case 0 -> request.version() != HttpVersion.HTTP_1_1;
            case 1 -> Authority.of(request.getHeader(HttpHeaders.HOST)).isPresent();
            default -> false;
        };
    }
}
