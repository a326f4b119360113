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

/// Creates the topics of dead letters, with the broker's defaults, where they are missing and the service may
/// create them.
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

    /// The name of the topic for the dead letters of `topic`. If it is missing and the service may not create
    /// it, writing to it fails.
    String of(String topic) {
        String name = topic + suffix;
        if (!known.contains(name)) {
            make(name);
        }
        return name;
    }

    /// Forgets that the topic exists, after writing to it failed.
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
            // a client that may not create topics is not told whether one exists: writing will tell
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
