package io.dealstream.api.account;

import io.dealstream.access.Caller;
import io.dealstream.access.Scope;
import io.dealstream.api.Endpoint;
import io.dealstream.api.Exchange;
import io.dealstream.api.JsonAnswer;
import io.dealstream.api.PollAnswer;
import io.dealstream.api.PollBody;
import io.dealstream.api.Poller;
import io.dealstream.api.Refusal;
import io.dealstream.api.Resume;
import io.dealstream.api.StreamOpener;
import io.dealstream.event.StreamKey;
import io.dealstream.event.Subject;
import io.dealstream.hub.Interest;
import io.dealstream.hub.Start;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.OptionalInt;

/// The events of the signed-in user (account.md).
@Path("/api/v1/events")
public final class AccountEvents {

    private static final Subject ACCOUNT = Subject.whole("account");

    private final AccountAccess access;
    private final StreamOpener opener;
    private final Poller poller;
    private final boolean retention;
    private final Endpoint endpoint;

    AccountEvents(AccountAccess access, StreamOpener opener, Poller poller, AccountSettings settings) {
        this.access = access;
        this.opener = opener;
        this.poller = poller;
        this.retention = settings.retention();
        this.endpoint = new Endpoint(
                "account",
                new AccountDialect(retention),
                Scope.ACCOUNT_READ,
                settings.heartbeat(),
                null,
                OptionalInt.empty());
    }

    /// The stream of the user's connections, imports, conversations and so on. It never ends by itself.
    @GET
    @Blocking
    public Uni<Response> stream(@Context RoutingContext context) {
        Exchange exchange = new Exchange(context);
        return access.admit(exchange).flatMap(caller -> {
            Interest interest = interest(exchange, caller);
            return opener.open(exchange, endpoint, caller, interest, start(exchange, interest), null);
        });
    }

    /// The poll twin of the stream.
    @GET
    @Path("poll")
    @Blocking
    public Uni<Response> poll(@Context RoutingContext context) {
        Exchange exchange = new Exchange(context);
        return access.admit(exchange)
                .flatMap(caller -> poll(exchange, caller))
                .map(PollBody::of)
                .map(JsonAnswer::plain);
    }

    private Uni<PollAnswer> poll(Exchange exchange, Caller caller) {
        if (!retention) {
            throw Refusal.of(Refusal.Kind.NOT_FOUND, "Account events are not kept here: they can only be streamed");
        }
        Interest interest = interest(exchange, caller);
        return poller.poll(exchange, endpoint, caller, interest, start(exchange, interest));
    }

    private static Interest interest(Exchange exchange, Caller caller) {
        return new Interest(new StreamKey(caller.tenant(), ACCOUNT), Categories.of(exchange), true);
    }

    private Start start(Exchange exchange, Interest interest) {
        Start now = new Start.Now();
        return retention ? Resume.start(exchange, interest.stream(), now) : now;
    }
}
