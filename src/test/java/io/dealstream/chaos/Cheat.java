package io.dealstream.chaos;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Uses each ticket on all replicas at once, and counts how often it is admitted.
final class Cheat implements AutoCloseable {

    static final String TRIED = "tickets that passed once while Kafka told";
    static final String TWICE = "tickets that passed twice though Kafka told";
    private static final String TWICE_UNTOLD = "tickets that passed twice while Kafka did not tell";
    private static final String NOWHERE = "tickets that passed nowhere";

    private static final Duration REST = Duration.ofMillis(300);
    private static final Pattern TICKET = Pattern.compile("\"ticket\":\"([^\"]+)\"");
    private static final int PATIENCE_MILLIS = 5_000;
    private static final double AWAY = -1;

    private final List<Replica> replicas;
    private final Balance balance;
    private final ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread trying = new Thread(this::run, "cheat");
    private volatile boolean closed;

    Cheat(List<Replica> replicas, Balance balance) {
        this.replicas = List.copyOf(replicas);
        this.balance = balance;
    }

    Cheat start() {
        // also said where it never happens
        balance.add(TWICE, 0);
        trying.start();
        return this;
    }

    private void run() {
        List<Double> before = undecided();
        for (int turn = 0; !closed; turn++) {
            String ticket = issue(replicas.get(turn % replicas.size()));
            if (!ticket.isEmpty()) {
                long passed = replicas.stream()
                        .map(replica -> CompletableFuture.supplyAsync(() -> passes(replica, ticket), hands))
                        .toList()
                        .stream()
                        .filter(CompletableFuture::join)
                        .count();
                List<Double> after = undecided();
                account(passed, before.equals(after) && !after.contains(AWAY));
                before = after;
            }
            LockSupport.parkNanos(REST.toNanos());
        }
    }

    /// @param told whether no replica had to go by its own memory meanwhile
    private void account(long passed, boolean told) {
        if (passed == 0) {
            balance.add(NOWHERE, 1);
        } else if (passed > 1) {
            balance.add(told ? TWICE : TWICE_UNTOLD, 1);
        } else if (told) {
            balance.add(TRIED, 1);
        }
    }

    /// How often each replica had to go by its own memory.
    private List<Double> undecided() {
        List<Double> counts = new ArrayList<>();
        for (Replica replica : replicas) {
            try {
                counts.add(replica.metric("dealstream_tickets_undecided_total"));
            } catch (IOException e) {
                counts.add(AWAY);
            }
        }
        return counts;
    }

    private static String issue(Replica replica) {
        try {
            HttpURLConnection asked = replica.connect("/v1/stream-tickets", PATIENCE_MILLIS);
            asked.setRequestMethod("POST");
            asked.setRequestProperty("X-API-Key", Lane.secret(1));
            Matcher answer = TICKET.matcher(new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            return answer.find() ? answer.group(1) : "";
        } catch (IOException away) {
            return "";
        }
    }

    private static boolean passes(Replica replica, String ticket) {
        try {
            HttpURLConnection asked = replica.connect("/v1/events/org/poll?ticket=" + ticket, PATIENCE_MILLIS);
            int status = asked.getResponseCode();
            asked.disconnect();
            return status == HttpURLConnection.HTTP_OK;
        } catch (IOException away) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            trying.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        hands.close();
    }
}
