package io.dealstream.intake;

import io.dealstream.event.Partition;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The state of the intake, for health checks and metrics. Written by the intake's thread, about once a second.
/// Thread-safe.
public final class IntakeStatus {

    private volatile boolean ready;
    private volatile @Nullable Instant lastContact;
    private volatile long completeAsOf = Long.MIN_VALUE;
    private volatile Map<Partition, Long> lag = Map.of();
    private volatile LongSupplier earlier = () -> 0;
    private volatile RejectLedgers ledgers = new RejectLedgers();

    /// Whether every partition that existed at start has been read up to the end that it had then. Topics that
    /// do not exist are not waited for. Once true, it stays true.
    public boolean isReady() {
        return ready;
    }

    /// When Kafka last answered; empty when it never did.
    public Optional<Instant> lastContact() {
        return Optional.ofNullable(lastContact);
    }

    /// How many offsets of each partition are still to be taken, as of the last contact.
    public Map<Partition, Long> lag() {
        return lag;
    }

    /// How many rejected records are remembered for the dead letters' keeper.
    public int rejectsRemembered() {
        return ledgers.size();
    }

    /// How many offsets before the places where the intake began are still to be read.
    public long earlier() {
        return earlier.getAsLong();
    }

    /// The time up to which everything is taken in, epoch ms by this replica's clock: every record that Kafka
    /// had accepted by then, in any partition, also before the places where the intake began. It is some
    /// seconds behind the present where the replica keeps up. `Long.MIN_VALUE` until it is first known.
    public long completeAsOf() {
        return completeAsOf;
    }

    void completeAsOf(long epochMillis) {
        completeAsOf = epochMillis;
    }

    void earlier(LongSupplier left) {
        earlier = left;
    }

    void ledgers(RejectLedgers known) {
        ledgers = known;
    }

    void contact(Instant now) {
        lastContact = now;
    }

    void ready(boolean isReady) {
        ready = isReady;
    }

    void compared(PartitionTable table) {
        Map<Partition, Long> lags = new HashMap<>();
        table.all().forEach(progress -> lags.put(progress.partition(), progress.lag()));
        lag = Map.copyOf(lags);
    }
}
