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
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Follows the topic of keys until something fails.
///
/// It reads all partitions from their beginning, without a group. Nothing of the topic counts before its end at
/// start was read, so no key is valid because its revocation was not read yet. A missing topic counts as an
/// empty one. When a topic vanishes, its last keys stay valid until it is made again, so that an accident does
/// not end all streams. Belongs to the thread of [KeyTopic].
final class KeySession implements Session {

    private static final Logger LOG = Logger.getLogger(KeySession.class);
    private static final Duration WAIT = Duration.ofMillis(500);

    /// How long a turn waits while the service's start depends on the answer.
    private static final Duration SOON = Duration.ofMillis(5);

    private final KeyTopicSettings settings;
    /// Makes a new consumer for each incarnation.
    private final KafkaClients clients;
    private final KeyTable table;
    private final SparseLog outages;
    private final FollowedTopics topics;
    private @Nullable KeyReader reader;

    KeySession(
            KeyTopicSettings settings,
            Connections kafka,
            KafkaClients clients,
            KeyTable table,
            InstantSource clock,
            SparseLog outages) {
        this.settings = settings;
        this.clients = clients;
        this.table = table;
        this.outages = outages;
        this.topics = new FollowedTopics(kafka.admin(), List.of(settings.name()), settings.checkEvery(), clock);
    }

    @Override
    public void turn() {
        topics.news().ifPresent(this::see);
        Duration wait = table.isReady() ? WAIT : SOON;
        if (reader == null) {
            LockSupport.parkNanos(wait.toNanos());
        } else {
            reader.read(wait, table);
        }
    }

    private void see(Listing listing) {
        switch (Objects.requireNonNull(listing.topics().get(settings.name()))) {
            case Sighting.Present present -> follow(present);
            case Sighting.Absent() -> {
                if (reader != null) {
                    LOG.warnf("Topic %s is gone: its keys hold until it is made anew", settings.name());
                    forget();
                }
                if (!table.isReady()) {
                    table.replace(Map.of());
                }
                works();
            }
            case Sighting.Refused(Throwable cause) -> failed(cause);
            case Sighting.Unanswered(Throwable cause) -> failed(cause);
        }
    }

    private void follow(Sighting.Present present) {
        if (reader != null && !reader.reads(present.id())) {
            LOG.warnf("Topic %s was made anew: reading it from its beginning", settings.name());
            forget();
        }
        if (reader == null) {
            reader = KeyReader.open(settings.name(), present, clients, settings.maxKeys());
        } else {
            reader.follow(present.partitions());
            works(); // this reader has worked since the sighting before
        }
    }

    private void failed(Throwable cause) {
        outages.warn(
                "listing",
                "Kafka does not say how the topic of API keys " + settings.name() + " stands: "
                        + SessionLoop.describe(cause));
    }

    private void works() {
        outages.over("Reading API keys from topic " + settings.name() + " works again");
    }

    private void forget() {
        KeyReader old = reader;
        reader = null; // also where closing it fails
        if (old != null) {
            old.close();
        }
    }

    @Override
    public void close() {
        forget();
    }
}
