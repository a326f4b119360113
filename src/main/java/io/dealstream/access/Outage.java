package io.dealstream.access;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Tells the log that something fails again and again: once when it begins, once a minute while it lasts, once when
/// it is over. Not thread-safe.
final class Outage {

    private static final Logger LOG = Logger.getLogger(Outage.class);
    private static final Duration REMIND = Duration.ofMinutes(1);

    private final String activity;
    private final Clock clock;
    private @Nullable Instant remindAt;

    /// @param activity what fails, as the beginning of a sentence
    Outage(String activity, Clock clock) {
        this.activity = activity;
        this.clock = clock;
    }

    /// It failed once more.
    void noticed(Throwable cause) {
        Instant now = clock.instant();
        if (remindAt == null || !now.isBefore(remindAt)) {
            LOG.warnf("%s fails and is tried again until it works: %s", activity, describe(cause));
            remindAt = now.plus(REMIND);
        }
    }

    /// What happened and why, as far as the words are Kafka's own; those of a parser might quote a secret.
    private static String describe(Throwable top) {
        Throwable root = top;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof KafkaException || root instanceof IOException
                ? root.toString()
                : top.getClass().getName() + " by " + root.getClass().getName();
    }

    /// It works.
    void over() {
        if (remindAt != null) {
            LOG.infof("%s works again", activity);
            remindAt = null;
        }
    }
}
