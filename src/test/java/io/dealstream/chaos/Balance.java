package io.dealstream.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Counts what happened in a run.
final class Balance {

    /// What must not have happened at all.
    static final List<String> WRONG = List.of(
            "lost",
            "repeated",
            "out of order",
            "of others",
            "gave up",
            "not stopped",
            "bad exits",
            "not on the ledger",
            Cheat.TWICE,
            Hoarder.UNEXPLAINED,
            StallAccount.TWICE,
            StallAccount.FALSE,
            StallAccount.MISSING);

    /// What must have happened, or the run has shown nothing.
    static final List<String> DUE = List.of(
            "events",
            "deliveries",
            "CUT",
            "STALL",
            "HALF_CLOSE",
            "replica SIGKILL",
            "replica SIGTERM",
            "replica SIGSTOP",
            "replicas held up",
            "broker SIGKILL",
            "broker SIGTERM",
            "broker SIGSTOP",
            Cheat.TRIED,
            Hoarder.REFUSED,
            StallAccount.TOLD);

    private static final int COMPLAINTS = 40;

    private final Map<String, Long> counts = new TreeMap<>();
    private final List<String> complaints = new ArrayList<>();
    private Duration longestSilence = Duration.ZERO;
    private Duration longestDrain = Duration.ZERO;

    synchronized void add(String what, long count) {
        counts.merge(what, count, Long::sum);
    }

    /// Notes the greatest of a kind.
    synchronized void most(String what, long count) {
        counts.merge(what, count, Long::max);
    }

    synchronized void silence(Duration silence) {
        longestSilence = silence.compareTo(longestSilence) > 0 ? silence : longestSilence;
    }

    /// Notes what a replica has read again from Kafka, before it is forgotten with its end.
    void history(Replica replica) {
        add("readers served from Kafka again", replica.servedFromKafka());
    }

    /// Notes how a replica ended after SIGTERM.
    synchronized void stopped(Replica.Stop stop, Duration limit) {
        longestDrain = stop.took().compareTo(longestDrain) > 0 ? stop.took() : longestDrain;
        boolean bad = stop.exitCode() != 0 || stop.took().compareTo(limit) > 0;
        add("bad exits", bad ? 1 : 0);
        if (bad) {
            complain("a replica ended after SIGTERM with " + stop);
        }
    }

    synchronized void complain(String what) {
        complaints.add(what);
    }

    synchronized long of(String what) {
        return counts.getOrDefault(what, 0L);
    }

    /// How many resets the clients were told of: what Kafka has must never be given up.
    long resets() {
        return told("stream.reset");
    }

    /// How many of them had that reason.
    long resets(String reason) {
        return told("stream.reset {\"reason\":\"" + reason + "\"");
    }

    private synchronized long told(String beginning) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().startsWith(beginning))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Override
    public synchronized String toString() {
        StringBuilder text = new StringBuilder();
        counts.forEach((what, count) -> text.append("%,12d  %s%n".formatted(count, what)));
        text.append("%12s  longest silence of a client that was told something again%n".formatted(longestSilence));
        text.append("%12s  longest time from SIGTERM to the end%n".formatted(longestDrain));
        complaints.stream()
                .limit(COMPLAINTS)
                .forEach(complaint -> text.append("  ").append(complaint).append('\n'));
        return text.toString();
    }
}
