package io.dealstream.client;

import static io.dealstream.client.Requests.PATIENCE;

import io.dealstream.client.Endpoint.Parameter;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;

/// Follows one stream for as long as there is one: as a stream while that works, else by the poll twin. Each event
/// is told once because only one source speaks at a time, and it was opened at the place where the last one was
/// left.
///
/// One thread at a time, but for [#stop].
final class Session {

    private static final Duration POLL_WAIT = Duration.ofSeconds(25);
    /// After a poll that brought something, so that what comes close together comes in one answer.
    private static final Duration POLL_PAUSE = Duration.ofMillis(250);
    /// Between two polls that were not held although they brought nothing, as by a replica that goes down.
    private static final Duration UNHELD_PAUSE = Duration.ofSeconds(1);
    /// A stream that lived as long as this was no failure, whatever it said.
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(10);
    /// Over how long clients spread whom a replica sends away without saying when to come back.
    private static final Duration SPREAD = Duration.ofSeconds(10);
    /// How many times longer the last pause between two streams that are tried while polling is than the first.
    private static final int LONGEST = 10;
    /// What comes first comes at once: where it does not, a proxy may be keeping the stream to itself.
    private static final int SOONER = 6;

    private static final int PAGE = 500;

    private final Settings settings;
    private final Transport transport;
    private final Requests requests;
    private final RandomGenerator random;
    private final Backoff backoff;
    private final Duration silence;
    private final Keeper keeper;
    private final Deque<Event> told = new ArrayDeque<>();

    private Endpoint endpoint;
    private boolean wantsSnapshot;
    private String since;
    private String place;
    private String kept;
    private boolean begun;
    private boolean over;
    private Event handedOut;
    /// What is to be done once all that was told has been handed out.
    private Runnable afterwards;

    private String lost;
    private long lostAt = System.nanoTime() - LONG_ENOUGH.toNanos();
    private boolean doubted;

    private Opened stream;
    private int failed;
    /// Why streams failed so often that the poll twin is to be asked; null where that is not so.
    private Refusal suspected;
    private boolean polling;
    private Duration pause;
    private long tryAt;

    /// Where a stream is to begin.
    ///
    /// @param place an id; null for none
    /// @param since a time; null for none
    /// @param keeper of the place; null for none, else its place counts first
    record Beginning(String place, String since, boolean snapshot, Keeper keeper) {}

    /// A stream that is open.
    private static final class Opened {
        private final Chunks body;
        private final long at;
        private final Frames frames = new Frames();
        private boolean spoke;
        private boolean worked;
        private Long retry;

        Opened(Chunks body, long at) {
            this.body = body;
            this.at = at;
        }
    }

    /// Nothing more will come.
    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1;

        Ended() {
            super(null, null, false, false);
        }
    }

    /// The past cannot be told; the message says why.
    private static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1;

        Lost(String reason) {
            super(reason, null, false, false);
        }
    }

    Session(
            Endpoint endpoint,
            Settings settings,
            Transport transport,
            Requests requests,
            Beginning beginning,
            RandomGenerator random) {
        this.endpoint = endpoint;
        this.settings = settings;
        this.transport = transport;
        this.requests = requests;
        this.random = random;
        this.place = beginning.place();
        this.since = beginning.since();
        this.wantsSnapshot = beginning.snapshot() && endpoint.snapshot() != null;
        this.keeper = beginning.keeper();
        this.backoff = new Backoff(settings.base(), settings.longest(), random);
        Duration heartbeat = settings.heartbeat() == null ? endpoint.silence() : settings.heartbeat();
        this.silence = heartbeat.multipliedBy(2);
        this.pause = settings.retryStream();
    }

    /// The next event, whose turn comes when the one before has been dealt with; null where nothing more will come.
    ///
    /// @throws Refusal where the service refuses for good
    /// @throws CancellationException when interrupted
    Event next() {
        begin();
        keep();
        try {
            while (told.isEmpty() && !over && !transport.isStopped()) {
                turn();
            }
        } catch (RuntimeException | Error e) {
            over = true;
            transport.release();
            throw e;
        }
        if (told.isEmpty() || transport.isStopped()) {
            transport.release();
            return null;
        }
        handedOut = told.remove();
        move(handedOut.id());
        return handedOut;
    }

    private void begin() {
        if (!begun && keeper != null) {
            kept = keeper.load().orElse(null);
            place = kept == null ? place : kept;
        }
        begun = true;
    }

    /// The event that was handed out last has been dealt with.
    void keep() {
        if (handedOut != null && keeper != null && place != null && !place.equals(kept)) {
            keeper.store(place);
            kept = place;
        }
        handedOut = null;
    }

    /// From any thread: nothing more is handed out.
    void stop() {
        transport.stop();
    }

    /// Where the stream can be resumed; null where there is nothing to resume from yet.
    String place() {
        return place;
    }

    private void turn() {
        try {
            if (afterwards != null) {
                Runnable now = afterwards;
                afterwards = null;
                now.run();
            } else if (stream != null) {
                guarded(this::advance);
            } else if (place == null && endpoint.hasIds()) {
                findPlace();
            } else if (suspected != null) {
                askTwin();
            } else if (polling && System.nanoTime() - tryAt < 0) {
                poll();
            } else {
                guarded(this::open);
            }
        } catch (Ended e) {
            over = true;
            letGo();
        } catch (Lost e) {
            letGo();
            startOver(e.getMessage());
        } catch (Refusal e) {
            letGo();
            await(e);
        }
    }

    private void letGo() {
        stream = null;
        transport.release();
    }

    private void await(Refusal refusal) {
        if (transport.isStopped()) {
            return;
        }
        // a ticket holds once and for seconds, and a key may be newer than what a replica knows: believed the second
        // time
        boolean doubtful = refusal.status() == 401 && !doubted;
        doubted = refusal.status() == 401;
        if (refusal.isFinal() && !doubtful) {
            throw refusal;
        }
        Duration wait = backoff.next(refusal.retryAfter().orElse(Duration.ZERO));
        if (refusal.code().equals(Refusal.UNREACHED)) {
            // if a connection ends before the first byte, java.net.http tries a GET twice by itself; only a
            // property of the whole JVM would keep it from that
            backoff.countAnother();
        }
        settings.onError().accept(refusal, wait);
        sleep(wait);
    }

    private void sleep(Duration time) {
        Requests.attempt(() -> {
            transport.sleep(time);
            return true;
        });
    }

    /// Finds a place to begin at, so that nothing gets lost between a first connect that breaks and the next.
    private void findPlace() {
        Optional<Map<String, Object>> state = wantsSnapshot ? snapshot() : Optional.empty();
        if (state.isPresent()) {
            Map<String, Object> data = state.get();
            String id = Requests.understood(() -> (String) data.get("last_event_id"));
            tellLoss();
            told.add(new Event(id, Event.SNAPSHOT, data, null));
            return;
        }
        Page page;
        try {
            page = ask(null, since, Duration.ZERO, PAGE);
        } catch (Refusal refusal) {
            if (refusal.status() != 404 || !endpoint.mayBeLiveOnly()) {
                throw refusal;
            }
            endpoint = endpoint.liveOnly(); // this service keeps no past of this stream
            return;
        }
        tellLoss();
        accept(page, () -> {
            if (place == null) {
                throw new Refusal("The service knows no place to begin at yet", 0, "not_ready");
            }
        });
    }

    private void startOver(String reason) {
        place = null;
        since = null;
        wantsSnapshot = endpoint.snapshot() != null;
        lost = reason;
        if (System.nanoTime() - lostAt < LONG_ENOUGH.toNanos()) {
            sleep(backoff.next(Duration.ZERO));
        }
        lostAt = System.nanoTime();
    }

    private void tellLoss() {
        if (lost != null) {
            told.add(new Event(null, Event.RESET, Map.of("reason", lost), null));
            lost = null;
        }
    }

    // ---- as a stream

    /// Does something with a stream, and counts how it fails.
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (Refusal refusal) {
            Opened ended = stream;
            letGo();
            if (ended != null && (ended.worked || System.nanoTime() - ended.at >= LONG_ENOUGH.toNanos())) {
                failed = 0;
                backoff.reset();
                if (!endpoint.hasIds()) {
                    lost = "gap";
                }
                throw refusal;
            }
            countFailure(refusal);
        }
    }

    private void countFailure(Refusal refusal) {
        if (polling) {
            // it was only tried; polls go on meanwhile
            if (refusal.isFinal()) {
                throw refusal;
            }
            tryLater(refusal);
            return;
        }
        failed++;
        if (failed >= settings.failures() && endpoint.hasIds() && !refusal.isFinal()) {
            suspected = refusal;
            if (!refusal.code().equals(Refusal.UNREACHED)) {
                askTwin();
                return;
            }
        }
        throw refusal;
    }

    /// The poll twin knows whether it is the network or only streams that fail. It has its turn at once, but for
    /// where the service was not reached at all.
    private void askTwin() {
        Refusal refusal = suspected;
        suspected = null;
        Page page = ask(place, null, Duration.ZERO, PAGE);
        polling = true;
        tryLater(refusal);
        accept(page, () -> {});
    }

    private void open() {
        Map<String, String> resume = place == null ? Map.of() : Map.of("Last-Event-ID", place);
        Duration patience = silence.compareTo(PATIENCE) < 0 ? silence : PATIENCE;
        HttpResponse<Chunks> answer = requests.open(endpoint, resume, patience);
        if (answer.statusCode() == 204) {
            throw new Ended();
        }
        if (answer.statusCode() != 200) {
            throw requests.refusal(answer);
        }
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (!type.startsWith("text/event-stream")) {
            throw new Refusal("Something came that is no event stream", 200, "stream");
        }
        doubted = false;
        tellLoss();
        stream = new Opened(answer.body(), System.nanoTime());
    }

    private void advance() {
        Frame frame = stream.frames.poll();
        if (frame != null) {
            stream.retry = frame.retry == null ? stream.retry : frame.retry;
            take(frame);
            return;
        }
        Opened read = stream;
        Duration patience = read.spoke ? silence : silence.dividedBy(SOONER);
        byte[] data = Requests.attempt(() -> read.body.read(patience));
        if (data == null) {
            throw new Refusal("The connection was lost", 0, "network");
        }
        if (!read.spoke) {
            read.spoke = true;
            backToStream();
        }
        read.frames.feed(data);
    }

    private void take(Frame frame) {
        if (frame.data == null) {
            stream.worked |= frame.id != null || frame.comment != null;
            move(frame.id);
            return;
        }
        String kind = frame.event == null || frame.event.isEmpty() ? "message" : frame.event;
        if (kind.equals("error")) {
            throw excuse(reason(frame));
        }
        if (kind.equals(Event.RESET)) {
            throw new Lost(reason(frame));
        }
        stream.worked = true;
        move(frame.id);
        if (endpoint.closes(kind)) {
            throw closed(reason(frame));
        }
        if (!endpoint.isHeartbeat(kind)) {
            told.add(Requests.understood(() -> endpoint.read(place, kind, frame.data)));
        }
    }

    private static String reason(Frame frame) {
        return Requests.understood(() -> (String) Json.readObject(frame.data).get("reason"));
    }

    private Refusal excuse(String reason) {
        Duration wait = stream.retry == null ? null : Duration.ofMillis(stream.retry);
        return reason.equals("limited")
                ? new Refusal("The service is asked too much", 429, reason, wait)
                : new Refusal("The service is not ready", 503, reason, wait);
    }

    private RuntimeException closed(String reason) {
        if (reason.equals("completed")) {
            return new Ended();
        }
        Duration wait = null;
        if (reason.equals("shutting_down") || reason.equals("rebalanced")) {
            wait = stream.retry == null
                    ? Duration.ofMillis((long) (random.nextDouble() * SPREAD.toMillis()))
                    : Duration.ofMillis(stream.retry);
        }
        return new Refusal("The service closed the stream: " + reason, 0, reason, wait);
    }

    private void move(String id) {
        place = id == null || id.isEmpty() ? place : id;
    }

    // ---- by polls

    private void tryLater(Refusal refusal) {
        double own = pause.toMillis() * (0.75 + 0.5 * random.nextDouble());
        long atLeast = refusal.retryAfter().orElse(Duration.ZERO).toMillis();
        tryAt = System.nanoTime()
                + Duration.ofMillis(Math.max(atLeast, Math.round(own))).toNanos();
        Duration doubled = pause.multipliedBy(2);
        Duration longest = settings.retryStream().multipliedBy(LONGEST);
        pause = doubled.compareTo(longest) < 0 ? doubled : longest;
    }

    private void backToStream() {
        if (polling) {
            polling = false;
            failed = 0;
            pause = settings.retryStream();
        }
    }

    private void poll() {
        long asked = System.nanoTime();
        Page page = ask(place, null, POLL_WAIT, PAGE);
        backoff.reset();
        accept(page, () -> {
            Duration held = Duration.ofNanos(System.nanoTime() - asked);
            Duration wait = page.events().isEmpty() ? UNHELD_PAUSE.minus(held) : POLL_PAUSE;
            if (!page.hasMore() && !wait.isNegative()) {
                sleep(wait);
            }
        });
    }

    /// @param then what is to be done when all of it has been dealt with, and it was not the end
    private void accept(Page page, Runnable then) {
        if (page.reset() != null) {
            throw new Lost(page.reset());
        }
        told.addAll(page.events());
        afterwards = () -> {
            move(page.lastEventId());
            if ("completed".equals(page.ended())) {
                throw new Ended();
            }
            then.run();
        };
    }

    // ---- requests

    /// Asks the poll twin.
    Page ask(String after, String from, Duration wait, int limit) {
        if (endpoint.poll() == null) {
            throw new IllegalStateException("this stream has no polls");
        }
        List<Parameter> query = new ArrayList<>(endpoint.query());
        query.add(new Parameter("limit", Integer.toString(limit)));
        if (wait.toMillis() > 0) {
            // in whole seconds, and what is asked for is not cut short
            query.add(new Parameter("wait", Long.toString(wait.plusMillis(999).toSeconds())));
        }
        if (after != null) {
            query.add(new Parameter("last_event_id", after));
        } else if (from != null) {
            query.add(new Parameter("since", from));
        }
        Map<String, Object> body = requests.json(endpoint, endpoint.poll(), query, PATIENCE.plus(wait));
        doubted = false;
        return Requests.understood(() -> page(body));
    }

    private Page page(Map<String, Object> body) {
        List<Event> events = new ArrayList<>();
        for (Object item : (List<?>) body.get("events")) {
            events.add(endpoint.readPolled(Json.object(item)));
        }
        return new Page(
                events,
                (String) body.get("last_event_id"),
                (Boolean) body.get("has_more"),
                (String) body.get("reset"),
                (String) body.get("ended"));
    }

    /// The current state; empty where nothing was ever heard of it.
    Optional<Map<String, Object>> snapshot() {
        if (endpoint.snapshot() == null) {
            throw new IllegalStateException("this stream has no snapshot");
        }
        List<Parameter> ids = endpoint.query().stream()
                .filter(parameter -> parameter.name().equals("ids"))
                .toList();
        try {
            Map<String, Object> state = requests.json(endpoint, endpoint.snapshot(), ids, PATIENCE);
            doubted = false;
            return Optional.of(state);
        } catch (Refusal refusal) {
            if (refusal.status() == 404) {
                return Optional.empty();
            }
            throw refusal;
        }
    }
}
