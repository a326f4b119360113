/// The examples of `docs/portals` at work, as they stand there.
@NullMarked
package io.dealstream.portals;

import org.jspecify.annotations.NullMarked;
