package io.dealstream.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealstream.access.Rights;
import io.dealstream.event.Event;
import io.dealstream.event.EventType;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;
import io.dealstream.hub.Delivery;
import io.dealstream.hub.EventHub;
import io.dealstream.hub.History;
import io.dealstream.hub.HubListener;
import io.dealstream.hub.Interest;
import io.dealstream.hub.Opening;
import io.dealstream.hub.Start;
import io.dealstream.hub.Subscription;
import io.dealstream.hub.UsualHub;
import io.dealstream.sse.SseLoop;
import io.dealstream.tasks.Faults;
import io.netty.channel.nio.NioEventLoopGroup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A shutdown while polls wait for a past that Kafka has not told to its end.
class PollDrainTest {

    private static final StreamKey ORGANISATION = new StreamKey(new Tenant("acme"), new Subject("organisation", ""));
    private static final Partition PARTITION = new Partition("deal-events", 0, 7);
    private static final long NOW = Clock.systemUTC().millis();
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final NioEventLoopGroup group = new NioEventLoopGroup(1);
    private final EventLoopLane lane = new EventLoopLane(new SseLoop(group.next(), Faults.uncounted()));
    private final AtomicInteger read = new AtomicInteger();
    private final AtomicInteger released = new AtomicInteger();

    @AfterEach
    void close() throws InterruptedException {
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS).await();
    }

    @Test
    void answersWithWhatHasBeenToldOfItAndSaysThatThereIsMore() {
        PollAnswer answer = drained(List.of(event(1), event(2))).join();

        assertThat(answer.events())
                .extracting(Delivery.Message::event)
                .extracting(Event::id)
                .containsExactly("1", "2");
        assertThat(answer.hasMore()).isTrue();
        assertThat(answer.lastEventId()).isEqualTo(answer.events().getLast().id());
        assertThat(released).hasValue(1);
    }

    @Test
    void putsOffWhomNothingHasBeenTold() {
        assertThatThrownBy(() -> drained(List.of()).join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.NOT_READY);
                    assertThat(refusal.retryAfter()).isPositive();
                });
        assertThat(released).hasValue(1);
    }

    /// A poll from the beginning, sent away when Kafka has told so much and goes on no further.
    private CompletableFuture<PollAnswer> drained(List<Event> told) {
        History halting = (stream, after, until, lenient) -> Multi.createFrom().emitter(emitter -> {
            told.forEach(emitter::emit);
            read.incrementAndGet();
        });
        EventHub hub = new EventHub(
                UsualHub.settings(1 << 20, Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofSeconds(10), 1 << 20),
                Clock.systemUTC(),
                subject -> null,
                halting,
                new HubListener() {});
        hub.begins(new Position(PARTITION, 100, NOW));
        Subscription subscription =
                ((Opening.Open) hub.open(Interest.all(ORGANISATION), new Start.Since(0), lane)).subscription();
        AtomicInteger passed = new AtomicInteger();
        CompletableFuture<PollAnswer> answer = Uni.createFrom()
                .<PollAnswer>emitter(emitter -> {
                    Poll poll = new Poll(
                            subscription,
                            Sight.of(Rights.ALL, null),
                            lane,
                            10,
                            Duration.ofSeconds(30),
                            null,
                            () -> {},
                            emitter);
                    lane.execute(() -> poll.start(released::incrementAndGet));
                    Awaitility.await().atMost(LIMIT).until(() -> read.get() == 1);
                    // behind what history has handed over to the lane
                    lane.execute(passed::incrementAndGet);
                    Awaitility.await().atMost(LIMIT).until(() -> passed.get() == 1);
                    poll.sendAway();
                })
                .subscribeAsCompletionStage();
        return answer.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private static Event event(int number) {
        return new Event(
                ORGANISATION.tenant(),
                new EventType("deal.created", "deal"),
                List.of(ORGANISATION.subject()),
                null,
                "{}".getBytes(StandardCharsets.UTF_8),
                Integer.toString(number),
                NOW - 1_000,
                NOW - 1_000,
                new Position(PARTITION, number, NOW - 1_000),
                null);
    }
}
