package io.dealstream.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/// Opens more streams on each replica than its key may have on all of them, and counts how many it gets.
final class Hoarder implements AutoCloseable {

    static final String UNEXPLAINED = "streams beyond the limit that no report explains";
    static final String REFUSED = "streams refused at the limit while all was well";
    private static final String MOST =
            "most streams beyond the limit of %d while all was well".formatted(Hoarder.LIMIT);
    private static final String MOST_BROKEN = "most streams beyond the limit of %d at all".formatted(Hoarder.LIMIT);

    private static final int LIMIT = 20;
    private static final String SECRET = "sk_chaos_hoarder";

    /// What a report takes, with what a machine adds that has too much to do.
    private static final Duration REPORT = Duration.ofSeconds(3);

    private static final Duration REST = Duration.ofMillis(150);
    private static final int TOO_MANY = 429;

    private final Weather weather;
    private final Balance balance;
    private final Random random;
    private final List<Thread> hoarding;
    private final ExecutorService streams = Executors.newVirtualThreadPerTaskExecutor();
    private final Deque<Long> openedLately = new ArrayDeque<>();
    private int open;
    private volatile boolean closed;

    Hoarder(List<Replica> replicas, Weather weather, Balance balance, Random random) {
        this.weather = weather;
        this.balance = balance;
        this.random = random;
        this.hoarding = replicas.stream()
                .map(replica -> new Thread(() -> hoard(replica), "hoarder"))
                .toList();
    }

    /// Settings of replicas that know its key.
    ///
    /// @param index of the first key that is free
    static Map<String, String> key(int index) {
        String key = "dealstream.keys[%d].".formatted(index);
        return Map.of(
                key + "secret",
                SECRET,
                key + "tenant",
                "hoarder",
                key + "scopes",
                "org:read",
                key + "max-streams",
                Integer.toString(LIMIT));
    }

    Hoarder start() {
        hoarding.forEach(Thread::start);
        return this;
    }

    /// Keeps opening streams; each is held for some seconds.
    private void hoard(Replica replica) {
        while (!closed) {
            streams.execute(() -> hold(replica));
            LockSupport.parkNanos(REST.toNanos());
        }
    }

    private void hold(Replica replica) {
        try {
            int time = 2_000 + random.nextInt(8_000);
            HttpURLConnection stream = replica.connect("/v1/events/org", time);
            stream.setRequestProperty("X-API-Key", SECRET);
            int status = stream.getResponseCode();
            if (status == HttpURLConnection.HTTP_OK) {
                opened();
                try {
                    read(stream.getInputStream(), Duration.ofMillis(time));
                } finally {
                    // first, so that it is never counted for longer here than there
                    closed();
                    stream.disconnect();
                }
            } else if (status == TOO_MANY && weather.isCalm(REPORT)) {
                balance.add(REFUSED, 1);
            }
        } catch (IOException away) {
            // killed, or silent for as long as it was to be read
        }
    }

    private void read(InputStream in, Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        byte[] some = new byte[1 << 10];
        while (!closed && System.nanoTime() < end && in.read(some) >= 0) {
            // heartbeats
        }
    }

    private synchronized void opened() {
        long now = System.nanoTime();
        open++;
        openedLately.add(now);
        while (now - openedLately.getFirst() > REPORT.toNanos()) {
            openedLately.removeFirst();
        }
        int beyond = open - LIMIT;
        if (beyond > 0) {
            balance.most(MOST_BROKEN, beyond);
            if (weather.isCalm(REPORT)) {
                balance.most(MOST, beyond);
                balance.most(UNEXPLAINED, Math.max(0, beyond - openedLately.size()));
            }
        }
    }

    private synchronized void closed() {
        open--;
    }

    @Override
    public void close() {
        closed = true;
        try {
            for (Thread thread : hoarding) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        streams.close();
    }
}
