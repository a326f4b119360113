package io.dealstream.api.cases;

import io.dealstream.access.Caller;
import io.dealstream.access.RequestQuota;
import io.dealstream.access.RequestQuotas;
import io.dealstream.access.Scope;
import io.dealstream.api.Endpoint;
import io.dealstream.api.Exchange;
import io.dealstream.api.JsonAnswer;
import io.dealstream.api.PollAnswer;
import io.dealstream.api.Poller;
import io.dealstream.api.Refusal;
import io.dealstream.api.Refusal.Kind;
import io.dealstream.api.Resume;
import io.dealstream.api.StreamOpener;
import io.dealstream.event.EventFilter;
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
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// The progress of the analysis of one case (cases.md).
@Path("/cases/{id}/progress")
public final class CaseProgressEvents {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:@-]{1,128}");
    private static final int POLLERS_REMEMBERED = 100_000;

    private final CasesAccess access;
    private final StreamOpener opener;
    private final Poller poller;
    private final RequestQuota polls;
    private final Endpoint endpoint;

    CaseProgressEvents(
            CasesAccess access,
            StreamOpener opener,
            Poller poller,
            CasesSettings settings,
            RequestQuotas quotas,
            InstantSource clock) {
        this.access = access;
        this.opener = opener;
        this.poller = poller;
        this.polls = quotas.make(settings.pollsPerHour(), Duration.ofHours(1), POLLERS_REMEMBERED, clock);
        this.endpoint = new Endpoint(
                "cases",
                new CasesDialect(clock),
                Scope.CASES_READ,
                settings.heartbeat(),
                null,
                OptionalInt.of(settings.streamsPerCaller()));
    }

    /// The stream of a case and its files, until the analysis is complete.
    @GET
    @Path("stream")
    @Blocking
    public Uni<Response> stream(@PathParam("id") String id, @Context RoutingContext context) {
        Exchange exchange = new Exchange(context);
        return access.admit(exchange).flatMap(caller -> {
            Interest interest = interest(caller, id);
            Start start = Resume.start(exchange, interest.stream(), new Start.Now());
            // the poll from the beginning is the snapshot: it tells all events that Kafka still has
            return opener.open(exchange, endpoint, caller, interest, start, "/cases/" + id + "/progress/poll");
        });
    }

    /// The poll twin of the stream. Without an id or `since`, it begins with the oldest event that Kafka still
    /// has.
    @GET
    @Path("poll")
    @Blocking
    public Uni<Response> poll(@PathParam("id") String id, @Context RoutingContext context) {
        Exchange exchange = new Exchange(context);
        return access.admit(exchange)
                .flatMap(caller -> poll(exchange, caller, id))
                .map(CasePoll::body)
                .map(JsonAnswer::plain);
    }

    private Uni<PollAnswer> poll(Exchange exchange, Caller caller, String id) {
        Interest interest = interest(caller, id);
        if (polls.take(caller) instanceof RequestQuota.Exceeded refused) {
            throw Refusal.later(Kind.LIMITED, "Too many polls", refused.retryAfter());
        }
        Start start = Resume.start(exchange, interest.stream(), new Start.Oldest());
        return poller.poll(exchange, endpoint, caller, interest, start);
    }

    /// The interest in a case. A case that is complete tells only its last word.
    private static Interest interest(Caller caller, String id) {
        if (!ID.matcher(id).matches()) {
            throw Refusal.of(Kind.NOT_FOUND, "There is no such case");
        }
        return new Interest(new StreamKey(caller.tenant(), new Subject("case", id)), EventFilter.ALL, false);
    }
}
