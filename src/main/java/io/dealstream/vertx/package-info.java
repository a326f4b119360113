/// The connection to what Vert.x does not promise to keep. Knows Vert.x and Netty.
@NullMarked
package io.dealstream.vertx;

import org.jspecify.annotations.NullMarked;
