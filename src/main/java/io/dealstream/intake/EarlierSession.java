package io.dealstream.intake;

import io.dealstream.kafka.Connections;
import io.dealstream.kafka.Session;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Reads the records that count and lie before the places where the intake began. It gives way to the intake:
/// it begins when the replica is ready, rests as long as it works, and rests longer while the intake lags
/// behind. So it takes at most half a core. Belongs to a thread of its own, which ends with it.
final class EarlierSession implements Session {

    private static final Duration NAP = Duration.ofMillis(50);
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);

    /// How long it waits for the replica to be ready. A partition without a leader must not delay the others
    /// for ever.
    private static final long PATIENCE_MILLIS = Duration.ofSeconds(30).toMillis();

    /// With so many records still to take, the intake lags behind.
    private static final long LAG = 10_000;
    /// How much longer the session rests while the intake lags behind.
    private static final int LAG_FACTOR = 4;

    private final Means means;
    private final long patientUntil;
    private final Connections kafka;
    private @Nullable EarlierReading reading;
    private boolean over;

    /// What every session needs.
    record Means(
            Earlier earlier,
            EarlierRecordIntake recordIntake,
            EventSink sink,
            IntakeListener listener,
            IntakeStatus status,
            InstantSource clock) {}

    EarlierSession(Means means, Connections kafka) {
        this.means = means;
        this.kafka = kafka;
        this.patientUntil = means.clock.millis() + PATIENCE_MILLIS;
    }

    @Override
    public void turn() {
        if (means.earlier.isOver()) {
            if (means.earlier.isAwaited()) {
                means.sink.earlierDone();
            }
            means.recordIntake.forget();
            over = true;
            return;
        }
        List<EarlierRange> ranges = mayBegin() ? means.earlier.readable() : List.of();
        if (ranges.isEmpty()) {
            LockSupport.parkNanos(NAP.toNanos());
            return;
        }
        long begun = System.nanoTime();
        reading().poll(ranges);
        rest(System.nanoTime() - begun);
    }

    private boolean mayBegin() {
        return means.status.isReady() || means.clock.millis() >= patientUntil;
    }

    /// Makes the reader when there is something to read, because at a start everything else comes first.
    private EarlierReading reading() {
        if (reading == null) {
            reading = new EarlierReading(kafka.consumer(), means.recordIntake, means.listener, means.clock);
        }
        return reading;
    }

    private void rest(long workedNanos) {
        long lag =
                means.status.lag().values().stream().mapToLong(Long::longValue).sum();
        long rest = lag > LAG ? LAG_FACTOR * workedNanos : workedNanos;
        LockSupport.parkNanos(Math.min(rest, LONGEST_REST.toNanos()));
    }

    @Override
    public boolean isOver() {
        return over;
    }
}
