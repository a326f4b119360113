package io.dealstream.intake;

import io.dealstream.tasks.SparseLog;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;

/// Sees to it that the dead letters' topics exist, with the broker's defaults, where we are allowed to make
/// them.
final class DeadLetterTopics {

    private static final long TIMEOUT_SECONDS = 10;

    private final Admin admin;
    private final String suffix;
    private final SparseLog log;
    private final Set<String> known = new HashSet<>();

    DeadLetterTopics(Admin admin, String suffix, InstantSource clock) {
        this.admin = admin;
        this.suffix = suffix;
        this.log = new SparseLog(DeadLetterTopics.class, clock);
    }

    /// The name of the topic for what is rejected from `topic`. Should it be missing and not be ours to
    /// make, writing to it will fail and say so.
    String of(String topic) {
        String name = topic + suffix;
        if (!known.contains(name)) {
            make(name);
        }
        return name;
    }

    /// Writing failed: what was known may no longer be so.
    void forget(String topic) {
        known.remove(topic + suffix);
    }

    private void make(String name) {
        try {
            admin.createTopics(List.of(new NewTopic(name, Optional.empty(), Optional.empty())))
                    .all()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            known.add(name);
        } catch (ExecutionException e) {
            // whoever may not make topics is told nothing about whether it is there: writing will tell
            if (e.getCause() instanceof TopicExistsException || e.getCause() instanceof TopicAuthorizationException) {
                known.add(name);
            } else {
                log.warn(name, "Could not make the topic " + name + ": " + e.getCause());
            }
        } catch (TimeoutException e) {
            log.warn(name, "Could not make the topic " + name + " in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
