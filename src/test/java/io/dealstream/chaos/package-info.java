/// Breaks whatever can break under real replicas, a real broker and plain clients, and counts what the clients miss.
/// Slow: tagged `chaos`. Knows the service from outside only.
@NullMarked
package io.dealstream.chaos;

import org.jspecify.annotations.NullMarked;
