package io.dealstream.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The activity of one connection: the requests that are being answered, or since when there are none. Belongs
/// to the connection's event loop.
final class ConnectionActivity {

    /// How many answers are kept before the finished ones are removed.
    private static final int FEW = 8;

    /// A request that is being answered.
    private static final class Asked {

        private final HttpServerResponse answer;

        /// When the request's head was complete, nanoseconds.
        private final long since;

        /// The request, while its body is still to come; then null. A request holds everything that the
        /// framework knows of it, which an open stream does not need.
        private @Nullable HttpServerRequest awaited;

        Asked(HttpServerRequest request, long now) {
            answer = request.response();
            since = now;
            awaited = hasBody(request) ? request : null;
        }

        private static boolean hasBody(HttpServerRequest request) {
            String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
            return length == null ? request.headers().contains(HttpHeaders.TRANSFER_ENCODING) : !length.equals("0");
        }

        boolean isOver() {
            return answer.ended() || answer.closed();
        }

        /// Whether its body takes too long.
        boolean isHeldBack(long now, ConnectionSettings settings) {
            if (awaited != null && awaited.isEnded()) {
                awaited = null;
            }
            return awaited != null && now - since > settings.firstRequest().toNanos();
        }
    }

    private final List<Asked> answers = new ArrayList<>(1);
    private boolean hasAsked;
    private long quietSince;
    private long sending;
    private boolean isLeaving;

    /// @param now nanoseconds, see [System#nanoTime()]
    ConnectionActivity(long now) {
        this.quietSince = now;
    }

    /// Takes note of a request whose head is complete.
    void asks(HttpServerRequest request, long now) {
        hasAsked = true;
        quietSince = now;
        if (answers.size() >= FEW) {
            answers.removeIf(Asked::isOver);
        }
        answers.add(new Asked(request, now));
    }

    /// Whether the connection has been open too long without a request, or with an incomplete one. Received
    /// bytes do not count, because they may be one header each minute. Sent bytes do, because a large answer
    /// may still be on its way after its end.
    boolean isOverstayed(Channel channel, long now, ConnectionSettings settings) {
        if (!answers.isEmpty()) {
            // finished answers may have ended just now: the next request has its full time
            boolean isHeldBack = answers.stream().anyMatch(one -> !one.isOver() && one.isHeldBack(now, settings));
            answers.removeIf(Asked::isOver);
            quietSince = now;
            return isHeldBack;
        }
        long before = sending;
        sending = sending(channel);
        if (sending != before) {
            quietSince = now;
            return false;
        }
        long allowed = (hasAsked ? settings.keepAlive() : settings.firstRequest()).toNanos();
        return now - quietSince > allowed;
    }

    /// Closes the connection in the regular way, and at the second call at once: the regular way waits until
    /// the client has taken what was sent.
    void end(Channel channel) {
        if (isLeaving) {
            channel.unsafe().close(channel.voidPromise());
        } else {
            isLeaving = true;
            var _ = channel.close();
        }
    }

    /// A number that changes as long as the client takes data: the bytes that wait for the socket, and the rest
    /// of an HTTP/2 client's window.
    private static long sending(Channel channel) {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        long number = waiting == null ? 0 : waiting.totalPendingWriteBytes();
        Http2ConnectionHandler http2 = channel.pipeline().get(Http2ConnectionHandler.class);
        if (http2 != null) {
            Http2Connection connection = http2.connection();
            number += connection.remote().flowController().windowSize(connection.connectionStream());
        }
        return number;
    }
}
