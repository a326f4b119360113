/// Breaks replicas, broker and connections under real load, and counts what the clients miss. Slow: tagged
/// `chaos`. Knows the service from outside only.
@NullMarked
package io.dealstream.chaos;

import org.jspecify.annotations.NullMarked;
