/// Work that stands still: finds pending documents without events for too long, and writes an event for each,
/// once however many replicas run. Knows what the intake has taken in and the states in the hub, and writes to
/// Kafka.
@NullMarked
package io.dealstream.stalls;

import org.jspecify.annotations.NullMarked;
