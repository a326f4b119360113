package io.dealstream.access;

import io.dealstream.kafka.Connections;
import io.dealstream.kafka.FollowedTopics;
import io.dealstream.kafka.KafkaClients;
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

/// Follows the topic of used tickets until something fails. Claims are written only while the topic exists:
/// writing to a missing topic could create it. Belongs to the thread of [TicketTopic].
final class TicketSession implements Session {

    private static final Duration WAIT = Duration.ofMillis(200);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final String topic;
    private final Connections kafka;
    private final KafkaClients clients;
    private final TicketSigner signer;
    private final TicketClaims claims;
    private final InstantSource clock;
    private final SparseLog log;
    private final FollowedTopics topics;
    private @Nullable TicketReader reader;
    private @Nullable TicketWriter writer;

    TicketSession(
            String topic,
            Connections kafka,
            KafkaClients clients,
            TicketSigner signer,
            TicketClaims claims,
            InstantSource clock,
            SparseLog log) {
        this.topic = topic;
        this.kafka = kafka;
        this.clients = clients;
        this.signer = signer;
        this.claims = claims;
        this.clock = clock;
        this.log = log;
        this.topics = new FollowedTopics(kafka.admin(), List.of(topic), LOOK_EVERY, clock);
    }

    @Override
    public void turn() {
        topics.news().ifPresent(this::see);
        if (reader == null || writer == null) {
            LockSupport.parkNanos(WAIT.toNanos());
        } else {
            if (writer.isReady()) {
                claims.go(writer);
            }
            reader.read(WAIT);
        }
    }

    private void see(Listing listing) {
        switch (Objects.requireNonNull(listing.topics().get(topic))) {
            case Sighting.Present present -> follow(present);
            case Sighting.Absent() -> {
                if (reader != null) {
                    log.warn("gone", "Topic " + topic + " is gone: tickets used elsewhere are not known any more");
                    forget();
                }
                claims.go(new TicketClaims.Log.None());
            }
            case Sighting.Refused(Throwable cause) -> {
                failed(cause);
                if (reader == null) {
                    claims.go(new TicketClaims.Log.None());
                }
            }
            case Sighting.Unanswered(Throwable cause) -> failed(cause);
        }
    }

    private void follow(Sighting.Present present) {
        if (reader != null && !reader.reads(present.id())) {
            log.warn("anew", "Topic " + topic + " was made anew");
            forget();
        }
        if (reader == null) {
            reader = new TicketReader(topic, present.id(), kafka.consumer(), signer, claims, clock, log);
            writer = new TicketWriter(topic, clients, signer, log);
        }
    }

    private void failed(Throwable cause) {
        log.warn("listing", "Kafka does not say how topic " + topic + " stands: " + SessionLoop.describe(cause));
    }

    private void forget() {
        claims.go(new TicketClaims.Log.Away());
        TicketWriter old = writer;
        reader = null;
        writer = null; // also where closing it fails
        if (old != null) {
            old.close();
        }
    }

    @Override
    public void close() {
        forget();
    }
}
