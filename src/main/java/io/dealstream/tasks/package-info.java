/// What the service does by itself, in threads and by timers, and that none of it ends with its own failure. Knows
/// nothing of ours.
@NullMarked
package io.dealstream.tasks;

import org.jspecify.annotations.NullMarked;
