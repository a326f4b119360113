package io.dealstream.access;

import io.dealstream.tasks.Faults;
import io.dealstream.tasks.Task;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Keeps the [KeyTable] as the topic of keys says, for as long as the process runs, on a thread of its own.
///
/// All partitions are read from their beginning, without a group. While the topic is being read nothing of it counts,
/// so that a key is never good because its revocation has not been reached yet. A topic that does not exist is an
/// empty one; one that vanishes keeps its last keys until it is made anew, so that an accident does not end all
/// streams. Whatever else goes wrong is tried again for ever.
final class KeyTopic implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(KeyTopic.class);
    private static final Duration WAIT = Duration.ofMillis(500);

    /// How long to wait for an answer on which the service's start depends.
    private static final Duration SOON = Duration.ofMillis(5);

    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final KeyTopicSettings settings;
    private final KeyClients clients;
    private final KeyTable table;
    private final Clock clock;
    private final Outage outage;
    private final Faults faults;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("api-keys").daemon().unstarted(this::run);
    private @Nullable KeyReader reader;

    KeyTopic(KeyTopicSettings settings, KeyClients clients, KeyTable table, Clock clock, Faults faults) {
        this.settings = settings;
        this.clients = clients;
        this.table = table;
        this.clock = clock;
        this.faults = faults;
        this.outage = new Outage("Reading API keys from topic " + settings.name(), clock);
    }

    void start() {
        thread.start();
    }

    /// Stops reading; returns when the thread has ended or after five seconds.
    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join(STOP_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopping()) {
            try {
                watch(clients.admin());
            } catch (Throwable e) {
                // an Error too: without this thread no key would be revoked any more
                notice(e);
                pause(settings.checkEvery());
            }
        }
    }

    private void notice(Throwable failure) {
        if (!(failure instanceof KafkaException)) {
            faults.of(Task.KEY_TOPIC, failure);
        }
        faults.guard(Task.KEY_TOPIC, () -> outage.noticed(failure)).run();
    }

    private void watch(Admin admin) {
        try {
            TopicWatch watch = new TopicWatch(admin, settings.name(), settings.checkEvery(), clock);
            while (!stopping()) {
                turn(watch);
            }
        } finally {
            forget();
            admin.close(Duration.ZERO);
        }
    }

    private void turn(TopicWatch watch) {
        watch.poll().ifPresent(this::see);
        Duration wait = table.loaded() ? WAIT : SOON;
        if (reader == null) {
            pause(wait);
        } else {
            reader.read(wait, table);
        }
    }

    private void see(TopicWatch.Sighting sighting) {
        switch (sighting) {
            case TopicWatch.Sighting.Present present -> follow(present);
            case TopicWatch.Sighting.Absent() -> {
                if (reader != null) {
                    LOG.warnf("Topic %s is gone: its keys hold until it is made anew", settings.name());
                    forget();
                }
                if (!table.loaded()) {
                    table.replace(Map.of());
                }
                outage.over();
            }
            case TopicWatch.Sighting.Failed(Throwable cause) -> outage.noticed(cause);
        }
    }

    private void follow(TopicWatch.Sighting.Present present) {
        if (reader != null && !reader.reads(present.id())) {
            LOG.warnf("Topic %s was made anew: reading it from its beginning", settings.name());
            forget();
        }
        if (reader == null) {
            reader = KeyReader.open(settings.name(), present, clients, settings.maxKeys());
        } else {
            reader.follow(present.partitions());
            outage.over(); // this reader has worked since the sighting before
        }
    }

    private void forget() {
        KeyReader old = reader;
        reader = null; // also where closing it fails
        if (old != null) {
            old.close();
        }
    }

    private boolean stopping() {
        return stop.getCount() == 0;
    }

    private void pause(Duration length) {
        try {
            stop.await(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stop.countDown();
        }
    }
}
