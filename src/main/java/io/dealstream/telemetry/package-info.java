/// What can be seen from outside: metrics, traces, health. Listens to the other packages through the interfaces that
/// they offer; none of them knows it.
@NullMarked
package io.dealstream.telemetry;

import org.jspecify.annotations.NullMarked;
