/// Access to internal parts of Vert.x. Knows Vert.x and Netty.
@NullMarked
package io.dealstream.vertx;

import org.jspecify.annotations.NullMarked;
