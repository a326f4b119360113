package io.dealstream.api;

import io.dealstream.access.Caller;
import io.dealstream.hub.EndOfStream;
import io.dealstream.hub.EventHub;
import io.dealstream.hub.Interest;
import io.dealstream.hub.Opening;
import io.dealstream.hub.Start;
import io.dealstream.hub.Subscription;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Answers polls. A poll uses the same subscription as a stream, and ends when the past is told, the limit is
/// reached or the wait is over. So ids, filters and resets are the same as on streams. Source: streams.md,
/// "Poll twin".
@Singleton
public final class Poller {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;
    private static final int MAX_WAIT_SECONDS = 30;

    private final EventHub hub;
    private final Lanes lanes;
    private final Availability availability;
    private final LongPasts pasts;
    private final Places places;
    private final OpenPolls polls;
    private final Sights sights;
    private final Recorder recorder;

    Poller(
            EventHub hub,
            Lanes lanes,
            Availability availability,
            LongPasts pasts,
            Places places,
            OpenPolls polls,
            Sights sights,
            Recorder recorder) {
        this.hub = hub;
        this.lanes = lanes;
        this.availability = availability;
        this.pasts = pasts;
        this.places = places;
        this.polls = polls;
        this.sights = sights;
        this.recorder = recorder;
    }

    /// Polls with the request's parameters `limit` (1 to 1000, default 100) and `wait` (0 to 30 seconds,
    /// default 0). The answer comes within `wait` plus five seconds. If nothing of the past could be read by
    /// then, it is a refusal. A poll with a `wait` counts as one of the caller's streams until it is answered.
    ///
    /// @param wanted the stream and the filter; rights narrow it
    /// @param start where the client begins
    /// @throws Refusal when the rights do not reach the stream, a parameter is wrong, the replica starts or
    ///     shuts down, too many streams are open, or the caller is being told too many long pasts
    public Uni<PollAnswer> poll(Exchange exchange, Endpoint endpoint, Caller caller, Interest wanted, Start start) {
        LogContext.stream(wanted.stream());
        Sight sight = sights.of(caller);
        Interest interest = sight.narrow(wanted);
        int limit = number(exchange, "limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        Duration wait = Duration.ofSeconds(number(exchange, "wait", 0, MAX_WAIT_SECONDS, 0));
        availability.require();
        @Nullable String from = Resume.id(exchange, interest.stream()).orElse(null);
        EventLoopLane lane = lanes.of(exchange.context());
        Runnable place = wait.isZero() ? () -> {} : places.take(caller, endpoint)::close;
        Runnable release = place;
        try {
            Runnable whenTold = pasts.admit(caller, interest, start);
            release = () -> {
                whenTold.run();
                place.run();
            };
            Runnable afterwards = release;
            Uni<PollAnswer> answer = switch (hub.open(interest, start, lane)) {
                case Opening.Over() -> {
                    afterwards.run();
                    yield Uni.createFrom().item(new PollAnswer(List.of(), from, false, null, EndOfStream.COMPLETED));
                }
                case Opening.Full() -> throw StreamOpener.full();
                case Opening.Open(Subscription subscription) -> {
                    @Nullable
                    String known = start instanceof Start.After || start instanceof Start.AfterWord ? from : null;
                    yield Uni.createFrom().emitter(emitter -> {
                        Poll poll = new Poll(subscription, sight, lane, limit, wait, known, whenTold, emitter);
                        lane.execute(() -> polls.begin(poll, exchange, caller, endpoint.scope(), afterwards));
                    });
                }
            };
            return answer.call(told -> recorder.poll(endpoint, caller, sight, wanted, told))
                    .emitOn(RequestContext.current());
        } catch (RuntimeException | Error failure) {
            release.run();
            throw failure;
        }
    }

    private static int number(Exchange exchange, String name, int least, int most, int otherwise) {
        return exchange.query(name)
                .map(text -> {
                    int value = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -1;
                    if (value >= least && value <= most) {
                        return value;
                    }
                    throw Refusal.invalid(name, "must be an integer from " + least + " to " + most);
                })
                .orElse(otherwise);
    }
}
