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

/// Reads the past of streams from Kafka. Thread-safe.
///
/// Requests are collected, and one pass over the topics serves all that wait when it begins. A slow reader
/// delays no other: the events that do not fit its buffer are read in a later pass. A reader with a long past
/// delays no other either: its pass gives way to requests with a far shorter past, and then goes on from where
/// it was. While Kafka does not answer, requests wait. They fail only when Kafka says that the records are
/// gone.
public final class KafkaHistory implements History, AutoCloseable {

    /// What is read and how. All but the clients are the intake's own objects, so that both make the same events.
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

    /// @param config the settings
    /// @param sources what is read and how
    /// @param listener is told what reading costs
    /// @param faults counts failures of our own
    /// @param threads makes the threads for passes, which wait for Kafka and decode
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

    /// How many bytes wait in memory for readers.
    public long bufferedBytes() {
        return allowance.taken();
    }

    /// How many requests wait for a pass.
    public int waiting() {
        return backlog.size();
    }

    /// How long the request has waited that has waited longest without progress, in ms; 0 where none waits.
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
