/// What holds for every HTTP request and connection, whatever it asks for: how long a connection may be open
/// without a request, which addresses, hosts and origins are taken, and what every answer says to browsers. Knows Netty
/// and Vert.x, and nothing of ours but tasks; nobody
/// knows it.
@NullMarked
package io.dealstream.edge;

import org.jspecify.annotations.NullMarked;
