/// Metrics, traces and health. Listens to the other packages through the interfaces that they offer; none of
/// them knows this package.
@NullMarked
package io.dealstream.telemetry;

import org.jspecify.annotations.NullMarked;
