package io.dealstream.chaos;

import io.dealstream.testing.EventSourceClient;
import io.dealstream.testing.EventSourceClient.Message;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One client, which counts the events that it gets.
final class Witness implements AutoCloseable {

    private static final int COMPLAINTS = 5;
    private static final String EXPIRED = "stream.reset {\"reason\":\"expired\"";
    private static final String MOVED = "stream.closed {\"reason\":\"rebalanced\"}";

    private final Viewpoint viewpoint;
    private final Map<Lane, BitSet> seen = new HashMap<>();
    private final Map<String, Integer> words = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private @Nullable EventSourceClient client;
    private @Nullable Instant heardAt;
    private Duration longestSilence = Duration.ZERO;
    private int received;
    private int repeated;
    private int outOfOrder;
    private int foreign;

    /// @param secret the key that it shows, which nobody else does
    /// @param lanes of which it is owed events
    /// @param wanted which of them
    /// @param settles whether its stream ends with the run
    record Viewpoint(
            int tenant,
            String secret,
            String path,
            Predicate<Lane> lanes,
            Predicate<Numbered> wanted,
            boolean settles) {

        Viewpoint with(String other) {
            return new Viewpoint(tenant, other, path, lanes, wanted, settles);
        }
    }

    Witness(Viewpoint viewpoint) {
        this.viewpoint = viewpoint;
    }

    /// Begins to follow, as a page in a browser would.
    Witness open(URI proxy) {
        String path = viewpoint.path();
        String token = (path.indexOf('?') < 0 ? "?token=" : "&token=") + viewpoint.secret();
        client = EventSourceClient.open(proxy.resolve(path + token), Map.of("Sec-Fetch-Mode", "cors"), this::heard);
        return this;
    }

    /// Whether it has a place to resume from, so that from now on it is owed everything.
    boolean isSettledIn() {
        return !client().lastEventId().isEmpty();
    }

    /// Whether it has been told everything, and to go where there is nothing more to come.
    boolean hasEverything(Ledger ledger) {
        return missing(ledger) == 0 && (!viewpoint.settles() || hasStopped());
    }

    /// Whether it has come back at least once, and been told of an event after `moment`.
    boolean hasHeardSince(Instant moment) {
        return client().opened() > 1 && isHeardSince(moment);
    }

    private synchronized boolean isHeardSince(Instant moment) {
        return heardAt != null && heardAt.isAfter(moment);
    }

    /// How many events it is owed and was never told. Who was told that their place has expired is owed none: they
    /// know that they must look again for themselves.
    synchronized int missing(Ledger ledger) {
        int missing = 0;
        if (isExpired()) {
            return missing;
        }
        for (Lane lane : Lane.all()) {
            if (viewpoint.tenant() == lane.tenant() && viewpoint.lanes().test(lane)) {
                BitSet told = seen.getOrDefault(lane, new BitSet());
                for (Numbered event : ledger.of(lane)) {
                    missing += viewpoint.wanted().test(event) && !told.get(event.number()) ? 1 : 0;
                }
            }
        }
        return missing;
    }

    Viewpoint viewpoint() {
        return viewpoint;
    }

    /// Whether it was told of an event.
    synchronized boolean hasSeen(Numbered event) {
        return seen.getOrDefault(event.lane(), new BitSet()).get(event.number());
    }

    /// Adds its account to the balance.
    void account(Balance balance, Ledger ledger) {
        // not under this lock: the client calls here under its own
        account(balance, ledger, client().opened(), isClosed(), client().status());
    }

    private synchronized void account(Balance balance, Ledger ledger, int opened, boolean closed, int status) {
        boolean stopped = viewpoint.settles() && closed && status == 204;
        int missing = missing(ledger);
        balance.add("deliveries", received);
        balance.add("lost", missing);
        balance.add("repeated", repeated);
        balance.add("out of order", outOfOrder);
        balance.add("of others", foreign);
        balance.add("connections", opened);
        balance.add("gave up", closed && !stopped ? 1 : 0);
        balance.add("not stopped", viewpoint.settles() && !stopped ? 1 : 0);
        words.forEach(balance::add);
        balance.add("expired", isExpired() ? 1 : 0);
        balance.add("moved more than once", words.getOrDefault(MOVED, 0) > 1 ? 1 : 0);
        balance.silence(longestSilence);
        if (missing > 0) {
            complain(missing + " missing");
        }
        if (closed != viewpoint.settles()) {
            complain((closed ? "closed" : "not closed") + " with status " + status);
        }
        complaints.forEach(balance::complain);
    }

    @Override
    public void close() {
        client().close();
    }

    private boolean isClosed() {
        return client().state() == EventSourceClient.State.CLOSED;
    }

    private boolean hasStopped() {
        return viewpoint.settles() && isClosed() && client().status() == 204;
    }

    private boolean isExpired() {
        return words.keySet().stream().anyMatch(word -> word.startsWith(EXPIRED));
    }

    private synchronized void heard(Message message) {
        switch (message.type()) {
            case "stream.reset", "stream.closed", "error" ->
                words.merge(message.type() + " " + message.data(), 1, Integer::sum);
            default ->
                Numbered.read(message.type(), message.data())
                        .ifPresentOrElse(event -> told(event, message), () -> complain("cannot read " + message));
        }
    }

    private void told(Numbered event, Message message) {
        received++;
        if (heardAt != null) {
            Duration silence = Duration.between(heardAt, message.received());
            longestSilence = silence.compareTo(longestSilence) > 0 ? silence : longestSilence;
        }
        heardAt = message.received();
        if (event.lane().tenant() != viewpoint.tenant() || !viewpoint.lanes().test(event.lane())) {
            foreign++;
            complain("not its own: " + event);
            return;
        }
        BitSet told = seen.computeIfAbsent(event.lane(), lane -> new BitSet());
        if (told.get(event.number())) {
            repeated++;
            complain("again: " + event + " as " + message.lastEventId());
        } else if (told.length() > event.number()) {
            outOfOrder++;
            complain("after " + (told.length() - 1) + ": " + event + " as " + message.lastEventId());
        }
        told.set(event.number());
    }

    private void complain(String what) {
        if (complaints.size() < COMPLAINTS) {
            complaints.add(
                    "%s tenant %d: %s (%s)".formatted(viewpoint.path(), viewpoint.tenant(), what, Instant.now()));
        }
    }

    private EventSourceClient client() {
        return Objects.requireNonNull(client);
    }
}
