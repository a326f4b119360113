/// The rules for every HTTP request and connection: how long a connection may be open without a request, which
/// addresses, hosts and origins are accepted, and which headers every answer has. Knows Netty, Vert.x, and of
/// our packages `tasks` and `vertx`; no package knows this one.
@NullMarked
package io.dealstream.edge;

import org.jspecify.annotations.NullMarked;
