package io.dealstream.api.deals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dealstream.access.Caller;
import io.dealstream.access.Scope;
import io.dealstream.api.Availability;
import io.dealstream.api.Endpoint;
import io.dealstream.api.Exchange;
import io.dealstream.api.JsonAnswer;
import io.dealstream.api.PollBody;
import io.dealstream.api.Poller;
import io.dealstream.api.Recorder;
import io.dealstream.api.Refusal;
import io.dealstream.api.RequestContext;
import io.dealstream.api.Resume;
import io.dealstream.api.Sight;
import io.dealstream.api.Sights;
import io.dealstream.api.StreamOpener;
import io.dealstream.api.StreamSettings;
import io.dealstream.event.EventFilter;
import io.dealstream.event.StreamKey;
import io.dealstream.event.StreamState;
import io.dealstream.event.Subject;
import io.dealstream.event.SubjectSet;
import io.dealstream.hub.EventHub;
import io.dealstream.hub.History;
import io.dealstream.hub.Interest;
import io.dealstream.hub.Start;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the resources have in common: admit, then stream, poll or look at the current state.
@Singleton
final class DealsStreams {

    /// What there is a stream of, and what is asked of who reads it.
    enum Resource {
        DEAL("deals", "deal", Scope.DEALS_READ),
        DEALS("deal-sets", "deal", Scope.DEALS_READ),
        ORGANISATION("organisation", "organisation", Scope.ORG_READ),
        BATCH("batches", "batch", Scope.BATCHES_READ),
        BATCHES("batch-sets", "batch", Scope.BATCHES_READ);

        private final String endpoint;
        private final String subject;
        private final Scope scope;

        Resource(String endpoint, String subject, Scope scope) {
            this.endpoint = endpoint;
            this.subject = subject;
            this.scope = scope;
        }

        /// One of what it is about.
        Subject subject(String id) {
            return new Subject(subject, id);
        }

        private Subject subject(List<String> ids) {
            return switch (this) {
                case DEAL, BATCH, ORGANISATION -> subject(ids.getFirst());
                case DEALS, BATCHES -> SubjectSet.of(subject, ids);
            };
        }

        /// Whether its streams are closed when nothing has happened for long.
        private boolean isIdle() {
            return switch (this) {
                case DEAL, DEALS -> true;
                case BATCH, BATCHES, ORGANISATION -> false;
            };
        }
    }

    /// How long a snapshot may wait for what must be read from Kafka.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration LATER = Duration.ofSeconds(5);

    private final DealsAccess access;
    private final StreamOpener opener;
    private final Poller poller;
    private final Availability availability;
    private final EventHub hub;
    private final TypeFilter types;
    private final Sights sights;
    private final Recorder recorder;
    private final Map<Resource, Endpoint> endpoints = new EnumMap<>(Resource.class);

    DealsStreams(
            DealsAccess access,
            StreamOpener opener,
            Poller poller,
            Availability availability,
            EventHub hub,
            TypeFilter types,
            Sights sights,
            Recorder recorder,
            StreamSettings settings) {
        this.access = access;
        this.opener = opener;
        this.poller = poller;
        this.availability = availability;
        this.hub = hub;
        this.types = types;
        this.sights = sights;
        this.recorder = recorder;
        DealsDialect dialect = new DealsDialect();
        for (Resource resource : Resource.values()) {
            endpoints.put(
                    resource,
                    new Endpoint(
                            resource.endpoint,
                            dialect,
                            resource.scope,
                            settings.heartbeat(),
                            resource.isIdle() ? settings.idle() : null,
                            OptionalInt.empty()));
        }
    }

    /// Who asks, and for which stream.
    ///
    /// @param resource of which one it is
    /// @param sight what of it they may see
    /// @param ids what it is about, as asked, in canonical form: one, or some, each once
    record Request(
            Resource resource, Exchange exchange, Caller caller, Sight sight, List<String> ids, StreamKey stream) {

        String id() {
            return ids.getFirst();
        }
    }

    /// Admits a caller, then looks at what they ask for. Where it is out of the caller's reach, whether or not there is
    /// such a subject, a [Refusal] is the answer.
    ///
    /// @param id gives the subject's id in canonical form; empty for the organisation
    /// @throws Refusal where no credential is shown
    Uni<Request> admit(RoutingContext context, Resource resource, Supplier<String> id) {
        return admit(context, resource, (Exchange exchange) -> List.of(id.get()));
    }

    /// The same where several may be asked for.
    ///
    /// @param asked gives the subjects' ids in canonical form, each once
    Uni<Request> admit(RoutingContext context, Resource resource, Function<Exchange, List<String>> asked) {
        Exchange exchange = new Exchange(context);
        return access.admit(exchange, resource.scope).map(caller -> request(exchange, caller, resource, asked));
    }

    private Request request(
            Exchange exchange, Caller caller, Resource resource, Function<Exchange, List<String>> asked) {
        List<String> ids = asked.apply(exchange);
        Sight sight = sights.of(caller);
        Subject subject = resource.subject(ids);
        // whatever a caller may not read of this kind is refused here, be it asked for alone or among others
        sight.require(subject);
        return new Request(resource, exchange, caller, sight, ids, new StreamKey(caller.tenant(), subject));
    }

    /// @param document of whose events, and those that concern the whole subject; null: of all
    Uni<Response> stream(Request request, @Nullable String document, @Nullable String snapshotUrl) {
        return opener.open(
                request.exchange(),
                endpoint(request.resource()),
                request.caller(),
                interest(request, document),
                start(request),
                snapshotUrl);
    }

    /// @param document as for [#stream]
    Uni<Response> poll(Request request, @Nullable String document) {
        return poller.poll(
                        request.exchange(),
                        endpoint(request.resource()),
                        request.caller(),
                        interest(request, document),
                        start(request))
                .map(PollBody::of)
                .map(JsonAnswer::plain);
    }

    /// The current state; 304 where the client has it, by its ETag. Where it must be read from Kafka first, that may
    /// take
    /// some seconds.
    ///
    /// @throws Refusal 404 when nothing was ever heard of the subject, 503 when that could not be found out
    Uni<Response> snapshot(
            Request request, jakarta.ws.rs.core.Request conditions, BiFunction<StreamState, String, ObjectNode> view) {
        availability.require();
        return inTime(hub.recall(request.stream(), view)).flatMap(found -> answer(request, conditions, found));
    }

    /// What may have to be read from Kafka first, or 503.
    private static <T> Uni<T> inTime(Uni<T> recalled) {
        return recalled.ifNoItem()
                .after(PATIENCE)
                .failWith(DealsStreams::notNow)
                .onFailure(History.LostPast.class)
                .transform(lost -> notNow())
                .emitOn(RequestContext.current());
    }

    /// How the current state of one of several looks.
    interface Look {

        /// Looks at it, under a lock: what takes longer is done later.
        Supplier<ObjectNode> at(String id, StreamState state, String lastEventId);
    }

    /// The current state of several, in the order in which they were asked for.
    ///
    /// @param name what they are called in the answer
    /// @throws Refusal 503 when it could not be found out
    Uni<Response> snapshots(Request request, jakarta.ws.rs.core.Request conditions, String name, Look look) {
        availability.require();
        return inTime(hub.recallAll(request.stream(), view -> {
                    Map<String, Supplier<ObjectNode>> seen = new HashMap<>();
                    for (String id : request.ids()) {
                        view.members()
                                .read(
                                        request.resource().subject(id),
                                        (state, lastEventId) -> look.at(id, state, lastEventId))
                                .ifPresent(one -> seen.put(id, one));
                    }
                    return new Seen(view.id(), seen);
                }))
                .flatMap(found -> {
                    Seen seen = found.orElseThrow(DealsStreams::notNow);
                    ObjectNode body = Snapshots.many(name, request.ids(), seen.states(), seen.id());
                    return answer(request, conditions, Optional.of(body));
                });
    }

    /// What was known at one moment, by id.
    private record Seen(String id, Map<String, Supplier<ObjectNode>> states) {}

    private static Refusal notNow() {
        return Refusal.later(Refusal.Kind.NOT_READY, "The past cannot be read right now", LATER);
    }

    private Uni<Response> answer(Request request, jakarta.ws.rs.core.Request conditions, Optional<ObjectNode> found) {
        ObjectNode body = found.orElseThrow(() -> Refusal.of(Refusal.Kind.NOT_FOUND, "Not found"));
        String lastEventId = body.get("last_event_id").asText();
        EntityTag tag = new EntityTag(lastEventId);
        Response.ResponseBuilder unchanged = conditions.evaluatePreconditions(tag);
        if (unchanged == null && request.exchange().header("If-None-Match").isPresent()) {
            // a proxy that compresses may have made the tag a weak one on its way to the client
            unchanged = conditions.evaluatePreconditions(new EntityTag(tag.getValue(), true));
        }
        Response answer = (unchanged == null ? JsonAnswer.of(body) : unchanged)
                .tag(tag)
                // of one who asked with these headers, whatever a cache makes of the rest
                .header("Cache-Control", "private, no-cache")
                .header("Vary", "Authorization, X-API-Key")
                .build();
        return unchanged == null
                ? recorder.snapshot(
                                endpoint(request.resource()),
                                request.caller(),
                                request.sight(),
                                request.stream(),
                                lastEventId)
                        .map(written -> answer)
                        .emitOn(RequestContext.current())
                : Uni.createFrom().item(answer);
    }

    private Endpoint endpoint(Resource resource) {
        return Objects.requireNonNull(endpoints.get(resource));
    }

    private Interest interest(Request request, @Nullable String document) {
        return new Interest(request.stream(), EventFilter.of(types.of(request.exchange()), document), true);
    }

    private static Start start(Request request) {
        return Resume.start(request.exchange(), request.stream(), new Start.Now());
    }
}
