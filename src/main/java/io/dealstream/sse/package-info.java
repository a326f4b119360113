/// Server-Sent Events on a socket: frames as bytes that are made once and shared, connections that are written
/// to at the reader's pace, and the timer for heartbeats. Knows Netty, Vert.x, and of our packages `tasks` and
/// `vertx`.
@NullMarked
package io.dealstream.sse;

import org.jspecify.annotations.NullMarked;
