package io.dealstream.cluster;

import io.dealstream.kafka.Connections;
import io.dealstream.kafka.FollowedTopics;
import io.dealstream.kafka.Listing;
import io.dealstream.kafka.Listing.Sighting;
import io.dealstream.kafka.Session;
import io.dealstream.kafka.SessionLoop;
import io.dealstream.tasks.SparseLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Follows the topic of replicas until something fails. It reports only while the topic exists: writing to a
/// missing topic could create it. Belongs to the thread of [ReplicaTopic].
final class ReplicaSession implements Session {

    private static final Duration WAIT = Duration.ofMillis(200);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final String topic;
    private final Connections kafka;
    private final Replicas replicas;
    private final Reporter reporter;
    private final SparseLog log;
    private final FollowedTopics topics;
    private @Nullable ReplicaReader reader;

    ReplicaSession(
            String topic, Connections kafka, Replicas replicas, Reporter reporter, InstantSource clock, SparseLog log) {
        this.topic = topic;
        this.kafka = kafka;
        this.replicas = replicas;
        this.reporter = reporter;
        this.log = log;
        this.topics = new FollowedTopics(kafka.admin(), List.of(topic), LOOK_EVERY, clock);
    }

    @Override
    public void turn() {
        topics.news().ifPresent(this::see);
        if (reader == null) {
            LockSupport.parkNanos(WAIT.toNanos());
        } else {
            reporter.report();
            reader.read(WAIT);
        }
    }

    private void see(Listing listing) {
        switch (Objects.requireNonNull(listing.topics().get(topic))) {
            case Sighting.Present present -> follow(present);
            case Sighting.Absent() -> beAlone();
            case Sighting.Refused(Throwable cause) -> failed(cause);
            case Sighting.Unanswered(Throwable cause) -> failed(cause);
        }
    }

    private void beAlone() {
        if (reader != null) {
            log.warn("gone", "Topic " + topic + " is gone: this replica knows of no other any more");
            reader = null;
        }
        replicas.forget();
    }

    private void follow(Sighting.Present present) {
        if (reader != null && !reader.reads(present.id())) {
            log.warn("anew", "Topic " + topic + " was made anew: reading it from its beginning");
            reader = null;
            replicas.forget();
        }
        if (reader == null) {
            reader = new ReplicaReader(topic, present, kafka.consumer(), replicas, log);
        } else {
            reader.follow(present.partitions());
        }
    }

    private void failed(Throwable cause) {
        log.warn("listing", "Kafka does not say how topic " + topic + " stands: " + SessionLoop.describe(cause));
    }
}
