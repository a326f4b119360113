/// The tasks that the service does by itself, in threads and by timers, and their survival of failures. Knows
/// no other package.
@NullMarked
package io.dealstream.tasks;

import org.jspecify.annotations.NullMarked;
