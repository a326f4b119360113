package io.dealstream.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.access.Caller;
import io.dealstream.access.Rights;
import io.dealstream.access.Scope;
import io.dealstream.event.StreamKey;
import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;
import io.dealstream.hub.EndOfStream;
import io.dealstream.hub.EventHub;
import io.dealstream.hub.HubListener;
import io.dealstream.hub.Interest;
import io.dealstream.hub.Opening;
import io.dealstream.hub.Start;
import io.dealstream.hub.Subscription;
import io.dealstream.hub.UsualHub;
import io.dealstream.sse.Frame;
import io.dealstream.sse.SseLoop;
import io.dealstream.tasks.Faults;
import io.dealstream.tasks.Task;
import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// A drain of streams, some of which cannot be told.
class DrainFaultsTest {

    private final List<Task> failed = new CopyOnWriteArrayList<>();
    private final Faults faults = new Faults(failed::add, Clock.systemUTC());
    private final OpenStreams streams = new OpenStreams(faults);
    private final EventHub hub = new EventHub(
            UsualHub.settings(1 << 20, Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofSeconds(10), 1 << 20),
            Clock.systemUTC(),
            subject -> null,
            UsualHub.noPast(),
            new HubListener() {});

    private record Settings(
            Duration heartbeat,
            Duration idle,
            Duration maxAge,
            Duration bookmark,
            Duration writeDeadline,
            Duration reconnectWindow)
            implements StreamSettings {}

    @Test
    void sendsAllOthersAwayWhenSomeEventLoopsTakeNoTasks() throws InterruptedException {
        NioEventLoopGroup gone = new NioEventLoopGroup(1);
        NioEventLoopGroup alive = new NioEventLoopGroup(1);
        try {
            List<Subscription> open = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                add(gone.next());
                open.add(add(alive.next()));
            }
            gone.shutdownGracefully(0, 0, TimeUnit.SECONDS).await();

            streams.drain(1_000);

            Awaitility.await()
                    .untilAsserted(() -> assertThat(open)
                            .allSatisfy(each -> assertThat(each.endedBy()).contains(EndOfStream.SHUTTING_DOWN)));
            assertThat(failed).hasSize(5).containsOnly(Task.DRAIN);
        } finally {
            alive.shutdownGracefully(0, 0, TimeUnit.SECONDS).await();
        }
    }

    private Subscription add(EventLoop eventLoop) {
        EventLoopLane lane = new EventLoopLane(new SseLoop(eventLoop, faults));
        StreamKey key = new StreamKey(new Tenant("acme"), new Subject("organisation", ""));
        Subscription subscription = ((Opening.Open) hub.open(Interest.all(key), new Start.Now(), lane)).subscription();
        Duration anHour = Duration.ofHours(1);
        Endpoint endpoint =
                new Endpoint("test", message -> Frame.comment(""), Scope.ORG_READ, anHour, null, OptionalInt.empty());
        streams.add(new StreamConnection(
                endpoint,
                Caller.anonymous(key.tenant(), Set.of()),
                Sight.of(Rights.ALL, null),
                subscription,
                null,
                lane,
                new Settings(anHour, anHour, anHour, anHour, anHour, anHour),
                null,
                () -> {},
                closed -> {}));
        return subscription;
    }
}
