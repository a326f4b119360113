package io.dealstream.hub;

import io.dealstream.event.Cursor;
import io.dealstream.event.Event;
import io.dealstream.event.EventType;
import io.dealstream.event.Facts;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import io.dealstream.event.StreamState;
import io.dealstream.event.Subject;
import io.dealstream.event.SubjectSet;
import io.dealstream.event.Tenant;
import io.smallrye.mutiny.Multi;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Logs in memory, a clock, and replicas that read them in whatever order chance has it: what resume has to stand.
final class SimulatedKafka implements InstantSource, History {

    static final Tenant ACME = new Tenant("acme");

    long now = 1_000_000;
    final List<Partition> partitions = new ArrayList<>();
    final Map<Partition, List<Event>> logs = new HashMap<>();
    int historyReads;
    /// What hubs ask for the past; a test may put something worse in its place.
    History past = this;
    /// Who hears what hubs do.
    HubListener listener = HubListener.NONE;
    /// What the values say: each field is the event's id.
    Function<Event, Facts> facts = event -> field -> event.id();
    /// What happens whenever somebody looks at the clock.
    Runnable atEachLook = () -> {};

    private int written;

    SimulatedKafka(int count) {
        for (int i = 0; i < count; i++) {
            Partition partition = new Partition(i % 2 == 0 ? "processing-events" : "deal-events", i / 2, i % 2);
            partitions.add(partition);
            logs.put(partition, new ArrayList<>());
        }
    }

    static StreamKey deal(int id) {
        return new StreamKey(ACME, new Subject("deal", Integer.toString(id)));
    }

    static StreamKey deals(Integer... ids) {
        return new StreamKey(
                ACME,
                SubjectSet.of("deal", Arrays.stream(ids).map(Object::toString).toList()));
    }

    static StreamKey organisation() {
        return new StreamKey(ACME, Subject.whole("organisation"));
    }

    /// Writes an event of a deal.
    ///
    /// @return its value
    String write(int partition, int deal, String type) {
        return write(ACME, partition, deal, type, 0);
    }

    String write(Tenant tenant, int partition, int deal, String type, int padding) {
        return write(tenant, partition, deal, type, padding, now);
    }

    /// @param timestamp what the record says of when it was written, epoch ms
    String write(Tenant tenant, int partition, int deal, String type, int padding, long timestamp) {
        return write(tenant, partition, deal, null, type, padding, timestamp);
    }

    /// @param document what it is about, or null where it is about the deal
    String write(
            Tenant tenant,
            int partition,
            int deal,
            @Nullable String document,
            String type,
            int padding,
            long timestamp) {
        Partition home = partitions.get(partition);
        List<Event> log = logs.get(home);
        String value = type + "#" + written++ + " ".repeat(padding);
        long watermark = log.isEmpty()
                ? timestamp
                : Math.max(timestamp, log.getLast().position().watermark());
        log.add(new Event(
                tenant,
                new EventType(type, "processing"),
                List.of(new Subject("deal", Integer.toString(deal)), Subject.whole("organisation")),
                document,
                value.getBytes(StandardCharsets.UTF_8),
                value,
                timestamp,
                timestamp,
                new Position(home, log.size(), watermark),
                null));
        return value;
    }

    @Override
    public java.time.Instant instant() {
        atEachLook.run();
        return java.time.Instant.ofEpochMilli(now);
    }

    @Override
    public Multi<Event> read(StreamKey stream, Cursor after, List<Position> until, boolean lenient) {
        historyReads++;
        List<Event> events = new ArrayList<>();
        for (Position end : until) {
            for (Event event : logs.get(end.partition())) {
                if (event.position().offset() <= end.offset()
                        && event.tenant().equals(stream.tenant())
                        && !Collections.disjoint(event.subjects(), SubjectSet.members(stream.subject()))
                        && !after.covers(event.position())) {
                    events.add(event);
                }
            }
        }
        return Multi.createFrom().iterable(events);
    }

    @Override
    public Facts facts(Event event) {
        return facts.apply(event);
    }

    Replica replica(HubSettings settings, long warmUp) {
        return replica(settings, warmUp, subject -> null);
    }

    Replica replica(HubSettings settings, long warmUp, Function<Subject, @Nullable StreamState> states) {
        return new Replica(settings, warmUp, warmUp, states);
    }

    /// @param near how far back it reads before it serves; what lies before, to `warmUp`, it reads behind
    Replica replica(HubSettings settings, long warmUp, long near, Function<Subject, @Nullable StreamState> states) {
        return new Replica(settings, warmUp, near, states);
    }

    /// A hub and how far it has read.
    final class Replica {

        final EventHub hub;
        private final Map<Partition, Integer> read = new HashMap<>();
        /// When each was read to its end.
        private final Map<Partition, Long> settledAt = new HashMap<>();
        /// What is still to be read of what lies before.
        private final Map<Partition, Deque<Event>> earlier = new HashMap<>();

        Replica(HubSettings settings, long warmUp, long near, Function<Subject, @Nullable StreamState> states) {
            hub = new EventHub(
                    settings,
                    SimulatedKafka.this,
                    states,
                    new History() {
                        @Override
                        public Multi<Event> read(
                                StreamKey stream, Cursor after, List<Position> until, boolean lenient) {
                            return past.read(stream, after, until, lenient);
                        }

                        @Override
                        public Facts facts(Event event) {
                            return SimulatedKafka.this.facts(event);
                        }
                    },
                    listener);
            if (near < warmUp) {
                hub.awaitEarlier(now - warmUp);
            }
            for (Partition partition : partitions) {
                List<Event> log = logs.get(partition);
                int window = first(log, now - warmUp);
                int start = first(log, now - near);
                read.put(partition, start);
                settledAt.put(partition, Long.MIN_VALUE);
                hub.begins(new Position(partition, start - 1, now - near - 1));
                earlier.put(partition, new ArrayDeque<>(log.subList(window, start)));
            }
            readAll();
        }

        private static int first(List<Event> log, long since) {
            int start = 0;
            while (start < log.size() && log.get(start).position().watermark() < since) {
                start++;
            }
            return start;
        }

        /// Whether it has read an event, or is to read it behind.
        boolean hasRead(Position position) {
            return position.offset() < read.getOrDefault(position.partition(), 0);
        }

        /// Takes in some of what lies before.
        void readEarlier(Random random) {
            Partition partition = partitions.get(random.nextInt(partitions.size()));
            Deque<Event> left = earlier.getOrDefault(partition, new ArrayDeque<>());
            for (int i = random.nextInt(20); i > 0 && !left.isEmpty(); i--) {
                Event event = left.remove();
                hub.foldEarlier(event, facts(event));
            }
            if (earlier.values().stream().allMatch(Deque::isEmpty)) {
                hub.earlierDone();
            }
        }

        /// Takes in a few records of a few partitions.
        void readSome(Random random) {
            for (int i = random.nextInt(4); i > 0; i--) {
                Partition partition = partitions.get(random.nextInt(partitions.size()));
                int most = logs.get(partition).size() - read.get(partition);
                if (most > 0) {
                    read(partition, 1 + random.nextInt(most));
                }
            }
            horizon();
        }

        void readAll() {
            partitions.forEach(partition -> read(partition, logs.get(partition).size() - read.get(partition)));
            horizon();
            hub.tick();
        }

        void read(Partition partition, int count) {
            for (int i = 0; i < count; i++) {
                Event event = logs.get(partition).get(read.merge(partition, 1, Integer::sum) - 1);
                hub.publish(event, facts(event));
            }
        }

        /// The end of a batch, which may be an empty one.
        void horizon() {
            long horizon = now;
            for (Partition partition : partitions) {
                List<Event> log = logs.get(partition);
                int next = read.get(partition);
                if (next == log.size()) {
                    settledAt.put(partition, now);
                } else {
                    horizon = Math.min(
                            horizon,
                            next == 0 ? 0 : log.get(next - 1).position().watermark());
                }
            }
            hub.completeAsOf(Collections.min(settledAt.values()));
            hub.horizon(horizon);
        }
    }
}
