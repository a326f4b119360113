/// What all dialects share on the HTTP side: who may open a stream, how it is opened, polled and ended, and how
/// a request is refused. Resources only start streams: events never pass through them.
@NullMarked
package io.dealstream.api;

import org.jspecify.annotations.NullMarked;
