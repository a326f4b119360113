package io.dealstream.client;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/// One of the service's streams: what to follow of it and from where. Immutable; each [#open], [#iterator] and
/// subscriber follows it anew.
///
/// ```java
/// for (Event event : ds.deal(42)) {
///     System.out.println(event.type() + " " + event.data());
/// }
/// ```
public final class Stream implements Iterable<Event>, Flow.Publisher<Event> {

    private static final Executor THREADS = work -> {
        Thread thread = new Thread(work, "dealstream");
        thread.setDaemon(true);
        thread.start();
    };

    private final Dealstream client;
    private final Endpoint endpoint;
    private final Session.Beginning beginning;
    private final Executor executor;

    Stream(Dealstream client, Endpoint endpoint) {
        this(client, endpoint, new Session.Beginning(null, null, false, null), THREADS);
    }

    private Stream(Dealstream client, Endpoint endpoint, Session.Beginning beginning, Executor executor) {
        this.client = client;
        this.endpoint = endpoint;
        this.beginning = beginning;
        this.executor = executor;
    }

    /// Only events of these types; of account events, of these categories.
    public Stream only(String... names) {
        String parameter = endpoint.dialect() == Endpoint.Dialect.ACCOUNT ? "categories" : "types";
        return with(endpoint.with(parameter, String.join(",", names)));
    }

    /// Only events of this document, and those that concern the whole deal.
    public Stream ofDocument(long id) {
        return with(endpoint.with("document_id", Long.toString(id)));
    }

    private Stream with(Endpoint filtered) {
        return new Stream(client, filtered, beginning, executor);
    }

    /// Begins after this event.
    public Stream after(String lastEventId) {
        return with(new Session.Beginning(lastEventId, beginning.since(), beginning.snapshot(), beginning.keeper()));
    }

    /// Begins at this time.
    public Stream since(Instant time) {
        return with(
                new Session.Beginning(beginning.place(), time.toString(), beginning.snapshot(), beginning.keeper()));
    }

    /// Begins with the current state, as an event of type `snapshot`, where there is one.
    public Stream fromSnapshot() {
        return with(new Session.Beginning(beginning.place(), beginning.since(), true, beginning.keeper()));
    }

    /// Keeps the place in a file over restarts of the program, and begins there. An event during which the program
    /// dies comes again, and none is lost.
    public Stream saving(Path file) {
        return saving(new FileKeeper(file, endpoint.name()));
    }

    /// The same wherever the program keeps things.
    public Stream saving(Keeper keeper) {
        return with(new Session.Beginning(beginning.place(), beginning.since(), beginning.snapshot(), keeper));
    }

    private Stream with(Session.Beginning other) {
        return new Stream(client, endpoint, other, executor);
    }

    /// What subscribers are served on, in place of a thread for each: it is kept for as long as one follows.
    public Stream on(Executor threads) {
        return new Stream(client, endpoint, beginning, threads);
    }

    /// Follows it. Nothing is asked for before the first event is.
    public EventStream open() {
        return new EventStream(session());
    }

    /// As [#open]; for a loop that goes to the end, since nothing closes it otherwise.
    @Override
    public Iterator<Event> iterator() {
        return open();
    }

    /// Follows it for a subscriber, which asks for as many events as it can take. A refusal for good is its error.
    @Override
    public void subscribe(Flow.Subscriber<? super Event> subscriber) {
        java.util.Objects.requireNonNull(subscriber);
        Publication.begin(session(), subscriber, executor);
    }

    /// Asks once, without a stream: what came after an id, else nothing but the id to go on from.
    ///
    /// @param lastEventId null for none
    /// @param wait how long the service may hold the answer until there is something, at most 30 s
    /// @throws Refusal also for what is worth another try
    public Page poll(String lastEventId, Duration wait) {
        return session().ask(lastEventId, beginning.since(), wait, 100);
    }

    /// The current state; empty where nothing was ever heard of it.
    ///
    /// @throws Refusal also for what is worth another try
    public Optional<Map<String, Object>> snapshot() {
        return session().snapshot();
    }

    private Session session() {
        return client.session(endpoint, beginning);
    }
}
