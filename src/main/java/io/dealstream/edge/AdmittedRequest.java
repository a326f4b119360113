package io.dealstream.edge;

import io.dealstream.vertx.VertxInsides;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import org.jspecify.annotations.Nullable;

/// A request with another target than the one that was sent. A request that will be refused has no host, so
/// that nothing makes an address of it.
final class AdmittedRequest extends VertxInsides.Request {

    private static final HostAndPort NOWHERE = HostAndPort.create("localhost", -1);

    private final Target target;
    private @Nullable MultiMap parameters;

    AdmittedRequest(HttpServerRequest request, Target target) {
        super(request);
        this.target = target;
    }

    @Override
    public String uri() {
        return target.text();
    }

    @Override
    public String path() {
        int question = target.text().indexOf('?');
        return question < 0 ? target.text() : target.text().substring(0, question);
    }

    @Override
    public @Nullable String query() {
        int question = target.text().indexOf('?');
        return question < 0 ? null : target.text().substring(question + 1);
    }

    @Override
    public String absoluteURI() {
        HostAndPort authority = authority();
        return scheme() + "://" + (authority == null ? NOWHERE : authority) + target.text();
    }

    @Override
    public boolean isValidAuthority() {
        return !target.isAccepted() || super.isValidAuthority();
    }

    @Override
    public @Nullable HostAndPort authority() {
        return target.isAccepted() ? super.authority() : NOWHERE;
    }

    @Override
    public @Nullable String host() {
        return target.isAccepted() ? super.host() : NOWHERE.host();
    }

    @Override
    public MultiMap params(boolean semicolonIsNormal) {
        MultiMap known = parameters;
        if (known == null) {
            known = MultiMap.caseInsensitiveMultiMap();
            new QueryStringDecoder(target.text()).parameters().forEach(known::add);
            parameters = known;
        }
        return known;
    }

    @Override
    public MultiMap params() {
        return params(false);
    }

    @Override
    public @Nullable String getParam(String name) {
        return params().get(name);
    }
}
