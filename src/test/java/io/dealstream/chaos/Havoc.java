package io.dealstream.chaos;

import io.dealstream.testing.BrokerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/// Breaks replicas and broker, one after the other, and repairs them. Each kind of blow comes once before any
/// comes again.
final class Havoc {

    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(20);

    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private enum Blow {
        KILL_REPLICA,
        STOP_REPLICA,
        PAUSE_REPLICA,
        HOLD_UP_REPLICAS,
        KILL_BROKER,
        STOP_BROKER,
        PAUSE_BROKER
    }

    private final List<Replica> replicas;
    private final BrokerProcess broker;
    private final Weather weather;
    private final Balance balance;
    private final Random random;
    private final long began = System.nanoTime();

    Havoc(List<Replica> replicas, BrokerProcess broker, Weather weather, Balance balance, Random random) {
        this.replicas = replicas;
        this.broker = broker;
        this.weather = weather;
        this.balance = balance;
        this.random = random;
    }

    /// Goes on for so long, but not before everything has come once. In the end everything runs again.
    void wreak(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        for (int round = 0; round == 0 || System.nanoTime() < end; round++) {
            List<Blow> blows = new ArrayList<>(List.of(Blow.values()));
            Collections.shuffle(blows, random);
            for (Blow blow : blows) {
                if (round == 0 || System.nanoTime() < end) {
                    rest(2_000, 6_000);
                    weather.broken();
                    strike(blow);
                    weather.mended();
                }
            }
        }
        rest(2_000, 6_000);
    }

    private void strike(Blow blow) {
        Replica replica = replicas.get(random.nextInt(replicas.size()));
        say(blow + (blow.name().endsWith("REPLICA") ? " " + replicas.indexOf(replica) : ""));
        switch (blow) {
            case KILL_REPLICA -> {
                // what it shows while Kafka is away is lost to the ledger if it is killed before that (rights.md)
                balance.history(replica);
                Awaitility.await("ledger").atMost(START_LIMIT).until(() -> hasWrittenLedger(replica));
                replica.kill();
                balance.add("replica SIGKILL", 1);
                rest(0, 3_000);
                replica.start();
            }
            case STOP_REPLICA -> {
                // one that is still starting has no streams to send away
                Awaitility.await("replica").atMost(START_LIMIT).until(replica::isReady);
                balance.history(replica);
                balance.stopped(replica.stop(), DRAIN_LIMIT);
                balance.add("replica SIGTERM", 1);
                replica.start();
            }
            case PAUSE_REPLICA -> {
                replica.pause();
                balance.add("replica SIGSTOP", 1);
                rest(5_000, 30_000);
                replica.resume();
            }
            // so briefly that Kafka does not miss them, and each goes on as if it were up to date
            case HOLD_UP_REPLICAS -> {
                replicas.forEach(Replica::pause);
                balance.add("replicas held up", 1);
                rest(3_000, 4_500);
                replicas.forEach(Replica::resume);
            }
            case KILL_BROKER -> {
                broker.kill();
                balance.add("broker SIGKILL", 1);
                broker.start();
            }
            case STOP_BROKER -> {
                broker.stop();
                balance.add("broker SIGTERM", 1);
                broker.start();
            }
            case PAUSE_BROKER -> {
                broker.pause();
                balance.add("broker SIGSTOP", 1);
                rest(5_000, 30_000);
                broker.resume();
            }
        }
    }

    /// One that does not run, or is still starting, has shown nothing.
    private static boolean hasWrittenLedger(Replica replica) {
        try {
            return replica.metric("dealstream_ledger_waiting_bytes") == 0;
        } catch (IOException e) {
            return true;
        }
    }

    private void rest(int least, int most) {
        long until = System.nanoTime()
                + Duration.ofMillis(random.nextInt(least, most)).toNanos();
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void say(String what) {
        System.out.printf(
                "%5d s  %s%n", Duration.ofNanos(System.nanoTime() - began).toSeconds(), what);
    }
}
