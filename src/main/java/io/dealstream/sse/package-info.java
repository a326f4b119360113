/// Server-Sent Events on a socket: frames as bytes that are made once and shared, connections that are written to
/// at the reader's pace, and the clock that keeps them awake. Knows Netty and Vert.x, and nothing of ours but tasks.
@NullMarked
package io.dealstream.sse;

import org.jspecify.annotations.NullMarked;
