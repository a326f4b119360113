/// What all dialects share on the HTTP side: who may open a stream, how it is opened, polled and ended, and how a
/// request is refused. Starts things only: events never pass through a resource.
@NullMarked
package io.dealstream.api;

import org.jspecify.annotations.NullMarked;
