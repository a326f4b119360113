package io.dealstream.history;

import io.dealstream.decode.RecentIds;
import io.dealstream.decode.RecordDecoder;
import io.dealstream.event.Cursor;
import io.dealstream.event.Event;
import io.dealstream.event.Facts;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import io.dealstream.hub.History;
import io.dealstream.kafka.Connections;
import io.dealstream.kafka.EventTopics;
import io.dealstream.kafka.KafkaClients;
import io.dealstream.kafka.Timeline;
import io.dealstream.tasks.Faults;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/// The past as Kafka keeps it.
///
/// Requests are collected, and one pass over the topics serves all that wait when it begins. A reader that takes
/// its time holds up nobody: what does not fit its buffer is read in a later pass. Neither does one whose past is long:
/// its pass gives way to those whose past is far shorter, and goes on from where it was. While Kafka does not answer,
/// requests wait; they fail only when it says that what they want is gone.
public final class KafkaHistory implements History, AutoCloseable {

    /// What is read and how. All but the clients is the intake's own, so that both come to the same events.
    public record Sources(
            KafkaClients clients, EventTopics topics, RecordDecoder decoder, RecentIds recent, Timeline timeline) {}

    private final EventTopics topics;
    private final Recollection recollection;
    private final Supplier<Connections> connections;
    private final HistoryListener listener;
    private final InstantSource clock;
    private final ThreadFactory threads;
    private final long idleMillis;
    private final Faults faults;
    private final PastCheck check;
    private final Allowance allowance;
    private final Backlog backlog;

    /// @param threads for the passes, which spend their time waiting for Kafka and decoding
    public KafkaHistory(
            HistorySettings config,
            Sources sources,
            HistoryListener listener,
            Faults faults,
            InstantSource clock,
            ThreadFactory threads) {
        this(
                config,
                sources.topics,
                sources.timeline,
                new Recollection(sources.decoder::decode, sources.decoder::facts, sources.recent),
                () -> sources.clients.connections("history"),
                listener,
                faults,
                clock,
                threads);
    }

    KafkaHistory(
            HistorySettings config,
            EventTopics topics,
            Timeline timeline,
            Recollection recollection,
            Supplier<Connections> connections,
            HistoryListener listener,
            Faults faults,
            InstantSource clock,
            ThreadFactory threads) {
        this.topics = topics;
        this.recollection = recollection;
        this.connections = connections;
        this.listener = listener;
        this.clock = clock;
        this.threads = threads;
        this.idleMillis = Math.max(1, config.idle().toMillis());
        this.faults = faults;
        this.check = new PastCheck(timeline, config.keptFor(), clock);
        this.allowance =
                new Allowance(config.buffer().asLongValue(), config.memory().asLongValue());
        this.backlog = new Backlog(Math.max(1, config.readers()), clock, faults, this::hire);
    }

    @Override
    public Multi<Event> read(StreamKey stream, Cursor after, List<Position> until, boolean lenient) {
        return new AbstractMulti<>() {
            @Override
            public void subscribe(MultiSubscriber<? super Event> reader) {
                PastRequest request =
                        new PastRequest(stream, after, until, lenient, reader, allowance, backlog::add, faults);
                reader.onSubscribe(request.buffer());
                backlog.add(request);
            }
        };
    }

    @Override
    public Facts facts(Event event) {
        return recollection.facts(event);
    }

    /// What waits in memory for readers, in bytes.
    public long bufferedBytes() {
        return allowance.taken();
    }

    /// How many requests wait for a pass.
    public int waiting() {
        return backlog.size();
    }

    /// For how long the one request waits that has waited longest without getting on, in ms; 0 where none waits.
    public long waitingMillis() {
        return Math.max(0, clock.millis() - backlog.oldest());
    }

    /// Ends all passes within seconds. Requests that are not served yet are told nothing more.
    @Override
    public void close() {
        backlog.close();
    }

    private void hire() {
        HistoryWorker worker = new HistoryWorker(
                backlog, connections.get(), topics, check, recollection, listener, faults, clock, idleMillis);
        threads.newThread(worker).start();
    }
}
