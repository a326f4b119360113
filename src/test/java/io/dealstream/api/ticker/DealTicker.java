package io.dealstream.api.ticker;

import io.dealstream.access.Caller;
import io.dealstream.access.Credential;
import io.dealstream.access.Realm;
import io.dealstream.access.Scope;
import io.dealstream.api.Credentials;
import io.dealstream.api.Doorkeeper;
import io.dealstream.api.Endpoint;
import io.dealstream.api.Exchange;
import io.dealstream.api.JsonAnswer;
import io.dealstream.api.PollBody;
import io.dealstream.api.Poller;
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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.OptionalInt;

/// What happens to one deal.
@Path("/ticker/{deal}")
public final class DealTicker {

    private final Endpoint endpoint = new Endpoint(
            "ticker", new TickerDialect(), Scope.DEALS_READ, Duration.ofMillis(500), null, OptionalInt.of(2));
    private final Doorkeeper doorkeeper;
    private final StreamOpener opener;
    private final Poller poller;

    DealTicker(Doorkeeper doorkeeper, StreamOpener opener, Poller poller) {
        this.doorkeeper = doorkeeper;
        this.opener = opener;
        this.poller = poller;
    }

    @GET
    @Blocking
    public Uni<Response> stream(@PathParam("deal") String deal, @Context RoutingContext context) {
        Exchange exchange = new Exchange(context);
        return admit(exchange).flatMap(caller -> {
            Interest interest = interest(caller, deal);
            return opener.open(exchange, endpoint, caller, interest, start(exchange, interest), null);
        });
    }

    @GET
    @Path("poll")
    @Blocking
    public Uni<Response> poll(@PathParam("deal") String deal, @Context RoutingContext context) {
        Exchange exchange = new Exchange(context);
        return admit(exchange)
                .flatMap(caller -> {
                    Interest interest = interest(caller, deal);
                    return poller.poll(exchange, endpoint, caller, interest, start(exchange, interest));
                })
                .map(PollBody::of)
                .map(JsonAnswer::plain);
    }

    private Uni<Caller> admit(Exchange exchange) {
        Credentials places = Credentials.of(exchange).header("X-Ticker-Key", Credential.ApiKey::new);
        return doorkeeper.admit(places.first(), Realm.ORGANISATION, Scope.DEALS_READ);
    }

    private static Interest interest(Caller caller, String deal) {
        return Interest.all(new StreamKey(caller.tenant(), new Subject("deal", deal)));
    }

    private static Start start(Exchange exchange, Interest interest) {
        return Resume.start(exchange, interest.stream(), new Start.Now());
    }
}
