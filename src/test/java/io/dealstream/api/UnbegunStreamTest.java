package io.dealstream.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.access.Caller;
import io.dealstream.access.Rights;
import io.dealstream.access.Scope;
import io.dealstream.event.StreamKey;
import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;
import io.dealstream.hub.Delivery;
import io.dealstream.hub.EventHub;
import io.dealstream.hub.HubListener;
import io.dealstream.hub.Interest;
import io.dealstream.hub.Opening;
import io.dealstream.hub.Start;
import io.dealstream.hub.UsualHub;
import io.dealstream.sse.Frame;
import io.dealstream.sse.SseLoop;
import io.dealstream.tasks.Faults;
import io.netty.channel.DefaultEventLoop;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// An answer may fail after its stream was opened and before it begins.
class UnbegunStreamTest {

    private static final Interest DEAL = Interest.all(new StreamKey(new Tenant("acme"), new Subject("deal", "42")));

    private final EventHub hub = new EventHub(
            UsualHub.settings(1 << 20, Duration.ofMinutes(15), Duration.ofHours(24), Duration.ofMinutes(3), 1 << 20),
            InstantSource.system(),
            subject -> null,
            UsualHub.noPast(),
            HubListener.NONE);

    @Test
    void givesBackAllThatItHolds() {
        DefaultEventLoop loop = new DefaultEventLoop();
        try {
            EventLoopLane lane = new EventLoopLane(new SseLoop(loop, Faults.uncounted()));
            AtomicInteger over = new AtomicInteger();
            Opening.Open open = (Opening.Open) hub.open(DEAL, new Start.Now(), lane);
            StreamConnection stream = new StreamConnection(
                    new Endpoint(
                            "deals", new Plain(), Scope.DEALS_READ, Duration.ofSeconds(1), null, OptionalInt.empty()),
                    Caller.anonymous(DEAL.stream().tenant(), Set.of()),
                    Sight.of(Rights.ALL, null),
                    open.subscription(),
                    null,
                    lane,
                    new Times(),
                    null,
                    () -> {},
                    closed -> over.incrementAndGet());
            assertThat(hub.knownStreams()).isEqualTo(1);

            stream.awaitStart();

            Awaitility.await().untilAsserted(() -> assertThat(over).hasValue(1));
            assertThat(hub.knownStreams()).isZero();
        } finally {
            var _ = loop.shutdownGracefully();
        }
    }

    private static final class Plain implements Dialect {
        @Override
        public Frame event(Delivery.Message message) {
            return Frame.comment("");
        }
    }

    private record Times() implements StreamSettings {
        @Override
        public Duration heartbeat() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration idle() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Duration maxAge() {
            return Duration.ofHours(1);
        }

        @Override
        public Duration bookmark() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration writeDeadline() {
            return Duration.ofMillis(50);
        }

        @Override
        public Duration reconnectWindow() {
            return Duration.ofSeconds(1);
        }
    }
}
