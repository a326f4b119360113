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

/// What the resources share: they admit a caller, then open a stream, answer a poll or return the current state.
@Singleton
final class DealsStreams {

    /// The kinds of streams, each with the scope that a reader needs.
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

        /// The subject with an id.
        Subject subject(String id) {
            return new Subject(subject, id);
        }

        private Subject subject(List<String> ids) {
            return switch (this) {
                case DEAL, BATCH, ORGANISATION -> subject(ids.getFirst());
                case DEALS, BATCHES -> SubjectSet.of(subject, ids);
            };
        }

        /// Whether its streams are closed after a time without events.
        private boolean isIdle() {
            return switch (this) {
                case DEAL, DEALS -> true;
                case BATCH, BATCHES, ORGANISATION -> false;
            };
        }
    }

    /// How long a snapshot may wait for a reading of Kafka.
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

    /// An admitted request.
    ///
    /// @param resource the kind of stream
    /// @param sight what the caller may see
    /// @param ids the subjects' ids in canonical form, in the order of the request: one, or several, each once
    record Request(
            Resource resource, Exchange exchange, Caller caller, Sight sight, List<String> ids, StreamKey stream) {

        String id() {
            return ids.getFirst();
        }
    }

    /// Admits a caller, then reads what it asks for. If the subject is out of the caller's reach, the `Uni`
    /// fails with a [Refusal], whether or not the subject exists.
    ///
    /// @param id gives the subject's id in canonical form; empty for the organisation
    /// @throws Refusal when there is no credential
    Uni<Request> admit(RoutingContext context, Resource resource, Supplier<String> id) {
        return admit(context, resource, (Exchange exchange) -> List.of(id.get()));
    }

    /// Admits a caller that may ask for several subjects.
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
        // a member that the caller may not read is refused here, whether asked for alone or among others
        sight.require(subject);
        return new Request(resource, exchange, caller, sight, ids, new StreamKey(caller.tenant(), subject));
    }

    /// Opens a stream.
    ///
    /// @param document the id of a document: only its events, and those of the whole subject; null: all
    /// @param snapshotUrl the path of the current state; null where there is none
    Uni<Response> stream(Request request, @Nullable String document, @Nullable String snapshotUrl) {
        return opener.open(
                request.exchange(),
                endpoint(request.resource()),
                request.caller(),
                interest(request, document),
                start(request),
                snapshotUrl);
    }

    /// Answers a poll.
    ///
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

    /// Answers with the current state, or with 304 where the client has it, by its ETag. If the state must be
    /// read from Kafka first, this may take some seconds.
    ///
    /// @param view makes the answer's body from the state and the id of its place in the stream
    /// @throws Refusal 404 when the subject was never seen, 503 when that could not be found out in time
    Uni<Response> snapshot(
            Request request, jakarta.ws.rs.core.Request conditions, BiFunction<StreamState, String, ObjectNode> view) {
        availability.require();
        return inTime(hub.recall(request.stream(), view)).flatMap(found -> answer(request, conditions, found));
    }

    /// Limits the time of a reading of Kafka: then the answer is 503.
    private static <T> Uni<T> inTime(Uni<T> recalled) {
        return recalled.ifNoItem()
                .after(PATIENCE)
                .failWith(DealsStreams::notNow)
                .onFailure(History.LostPast.class)
                .transform(lost -> notNow())
                .emitOn(RequestContext.current());
    }

    /// Makes the answer's part about one of several subjects.
    interface Look {

        /// Looks at a state under its lock. Work that takes longer belongs into the supplier, which runs later.
        Supplier<ObjectNode> at(String id, StreamState state, String lastEventId);
    }

    /// Answers with the current state of several subjects, in the order of the request.
    ///
    /// @param name the name of the list in the answer
    /// @throws Refusal 503 when the states could not be found out in time
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

    /// The states at one moment, by the subject's id.
    ///
    /// @param id the id of that place in the stream
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
            // a compressing proxy may have made the tag a weak one on its way to the client
            unchanged = conditions.evaluatePreconditions(new EntityTag(tag.getValue(), true));
        }
        Response answer = (unchanged == null ? JsonAnswer.of(body) : unchanged)
                .tag(tag)
                // caches must not give the answer to clients with other credentials
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
