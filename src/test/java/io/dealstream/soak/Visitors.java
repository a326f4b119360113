package io.dealstream.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A constant crowd of clients that come and go, each as badly behaved as any may be.
final class Visitors implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration STALL = Duration.ofSeconds(25);
    private static final Pattern STATUS = Pattern.compile("^HTTP/1.1 (\\d+)");
    private static final Pattern TICKET = Pattern.compile("\"ticket\":\"([^\"]+)\"");

    private final int port;
    private final Pipeline pipeline;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ending;

    Visitors(int port, Pipeline pipeline) {
        this.port = port;
        this.pipeline = pipeline;
    }

    /// @param count how many are there at any time
    Visitors come(int count, long seed) {
        for (int i = 0; i < count; i++) {
            RandomGenerator random = new SplittableRandom(seed + i);
            threads.add(Thread.ofVirtual().start(() -> visit(random)));
        }
        return this;
    }

    /// How often what was done and answered.
    Map<String, Long> counts() {
        Map<String, Long> all = new TreeMap<>();
        counts.forEach((what, count) -> all.put(what, count.sum()));
        return all;
    }

    @Override
    public void close() {
        ending = true;
        threads.forEach(Thread::interrupt);
    }

    private void visit(RandomGenerator random) {
        Deed[] deeds = Deed.values();
        while (!ending) {
            Deed deed = deeds[random.nextInt(deeds.length)];
            try (Visit visit = new Visit(port)) {
                perform(deed, visit, random);
                count(deed.name());
            } catch (IOException e) {
                count(deed + " broken off");
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void perform(Deed deed, Visit visit, RandomGenerator random) throws IOException, InterruptedException {
        String tenant = Pipeline.STAYING.get(random.nextInt(Pipeline.STAYING.size()));
        long deal = 1L + random.nextInt(Pipeline.DEALS);
        Duration stay = Duration.ofMillis(random.nextInt(100, 3_000));
        String stream = "/v1/events/deals/" + deal;
        switch (deed) {
            case READ -> {
                boolean passing = random.nextBoolean();
                ask(
                        visit,
                        passing ? Pipeline.PASSING : tenant,
                        passing ? "/v1/events/deals/" + pipeline.latest() : stream);
                visit.read(stay, 4_096, Duration.ZERO);
            }
            case CUT -> {
                ask(visit, tenant, "/v1/events/org");
                visit.read(stay, 4_096, Duration.ZERO);
                visit.reset();
            }
            case STALL -> {
                ask(visit, tenant, "/v1/events/org");
                Thread.sleep(STALL); // takes nothing
            }
            case DAWDLE -> {
                ask(visit, tenant, "/v1/events/org");
                visit.read(stay.multipliedBy(3), 256, Duration.ofMillis(20));
            }
            case FORGE -> {
                long subject = random.nextBoolean() ? deal : random.nextLong(1_000_000, 1_000_000_000);
                String id = Forger.id(random, tenant, subject);
                String path = "/v1/events/deals/" + subject + (random.nextBoolean() ? "/poll" : "");
                answer(deed, visit, tenant, "GET", path, "Last-Event-ID", id);
                visit.read(stay.dividedBy(4), 4_096, Duration.ZERO);
            }
            case BABBLE -> answer(deed, visit, tenant, "GET", stream, "Last-Event-ID", "x".repeat(random.nextInt(600)));
            case GUESS -> answer(deed, visit, tenant, "GET", "/v1/events/deals/" + random.nextLong(1L << 50));
            case POLL -> answer(deed, visit, tenant, "GET", stream + "/poll?wait=1&limit=10");
            case LEAVE_POLL -> {
                visit.ask("GET", "/v1/events/deals/" + random.nextLong(1L << 50) + "/poll?wait=20", headers(tenant));
                visit.hear(stay);
            }
            case POLL_CASE -> answer(deed, visit, tenant, "GET", "/cases/case-" + deal + "/progress/poll");
            case SNAPSHOT -> answer(deed, visit, tenant, "GET", stream + "/snapshot");
            case TICKET -> useTicketTwice(visit, tenant);
            case INTRUDE -> answer(deed, visit, "nobody", "GET", stream);
            case MUMBLE -> {
                visit.say("GET " + stream + " HTTP/1.1\r\nHost: ");
                visit.hear(stay.dividedBy(4));
            }
        }
    }

    private void useTicketTwice(Visit visit, String tenant) throws IOException {
        String issued = answer(Deed.TICKET, visit, tenant, "POST", "/v1/stream-tickets", "Content-Length", "0");
        Matcher ticket = TICKET.matcher(issued);
        if (!ticket.find()) {
            count("TICKET without a ticket");
            return;
        }
        for (int i = 0; i < 2; i++) {
            try (Visit user = new Visit(port)) {
                user.ask("GET", "/v1/events/deals/1?ticket=" + ticket.group(1));
                note("TICKET use " + (i + 1), user.hear(PATIENCE));
            }
        }
    }

    private static void ask(Visit visit, String tenant, String path) throws IOException {
        visit.ask("GET", path, headers(tenant));
    }

    private String answer(Deed deed, Visit visit, String tenant, String method, String path, String... headers)
            throws IOException {
        visit.ask(
                method,
                path,
                Stream.concat(Stream.of(headers(tenant)), Stream.of(headers)).toArray(String[]::new));
        String answer = visit.hear(PATIENCE);
        note(deed.name(), answer);
        return answer == null ? "" : answer;
    }

    private void note(String what, @Nullable String answer) {
        Matcher status = STATUS.matcher(answer == null ? "" : answer);
        count(what + " " + (status.find() ? status.group(1) : "unanswered"));
    }

    private static String[] headers(String tenant) {
        return new String[] {"X-API-Key", "chaos-secret-" + tenant.replace("org-", "")};
    }

    private void count(String what) {
        counts.computeIfAbsent(what, key -> new LongAdder()).increment();
    }
}
